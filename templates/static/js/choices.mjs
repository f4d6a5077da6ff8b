/**
 * What a reader may choose besides what he types: kind, place, body and year, with how many each would find.
 */

import { counts } from "./query.mjs"

const NAMES = ["kind", "region", "organ", "year"]

/** The boxes on the search page. */
export class Choices {
  /**
   * @param {HTMLFormElement} form
   * @param {(name: string, values?: object) => string} label sentences of the page
   * @param {(place: string) => string} near a place as those nearby say it
   * @param {() => void} changed
   * @param {() => void} looked at, before anything is chosen
   */
  constructor(form, label, near, changed, looked) {
    this.boxes = new Map(NAMES.map((name) => [name, form.elements.namedItem(name)]))
    this.label = label
    this.near = near
    for (const box of this.boxes.values()) {
      box.addEventListener("change", changed)
      box.addEventListener("focus", looked)
      for (const option of box.options) option.setAttribute("data-words", option.text)
    }
  }

  /** What is chosen, by name. */
  get chosen() {
    return Object.fromEntries([...this.boxes].map(([name, box]) => [name, box.value]))
  }

  /** @param {object} query as the address has it; what the page does not know yet may still be right */
  choose(query) {
    for (const [name, box] of this.boxes) {
      if (name !== "kind" && query[name]) this.add(name, query[name], query[name])
      box.value = query[name]
      if (box.selectedIndex < 0) box.value = ""
    }
  }

  /**
   * Offer what the index knows, each with how many it would find.
   *
   * @param {Record<string, string>} places of the index, by their codes
   * @param {{row: object, place: number}[]} found whatever is chosen
   * @param {object} query
   * @param {boolean} isWhole whether that is all
   * @param {boolean} canWiden whether all can be read; otherwise of the best of very many nothing can be chosen
   */
  offer(places, found, query, isWhole, canWiden) {
    for (const [code, words] of Object.entries(places)) if (code.endsWith("00")) this.add("region", code, this.near(words))
    if (places[query.region]) this.add("region", query.region, this.near(places[query.region]))
    for (const { row } of found) {
      if (row.body) this.add("organ", row.body, row.organ)
      if (row.year) this.add("year", row.year, row.year)
    }
    for (const [name, box] of this.boxes) {
      box.disabled = !isWhole && !canWiden
      this.count(name, box, isWhole ? found : [], query)
    }
  }

  count(name, box, found, query) {
    const options = [...box.options]
    const numbers = counts(found, query, name, options.map((option) => option.value))
    options.forEach((option, at) => {
      const values = { choice: option.getAttribute("data-words"), count: numbers[at] }
      option.text = found.length ? this.label("choice", values) : values.choice
      // Bodies and years are there for what was found; kinds and places for what there is.
      const isOfFound = name === "organ" || name === "year"
      option.hidden = isOfFound && numbers[at] === 0 && !option.selected && option.value !== ""
    })
  }

  /** An option in its place by its value, with the best words that are known for it. */
  add(name, value, words) {
    const box = this.boxes.get(name)
    const known = [...box.options].find((option) => option.value === value)
    if (known) {
      if (words !== value) known.setAttribute("data-words", words)
      return
    }
    const option = new Option(words, value)
    option.setAttribute("data-words", words)
    // The newest year first, all else in the order of its codes.
    const isBefore = (other) => other.value !== "" && (name === "year" ? other.value < value : other.value > value)
    box.insertBefore(option, [...box.options].find(isBefore) || null)
  }

  /** What was looked through, in words. */
  get scope() {
    const words = (name) => {
      const [option] = this.boxes.get(name).selectedOptions
      return option && option.value ? option.getAttribute("data-words") : ""
    }
    const [kind] = this.boxes.get("kind").selectedOptions
    const narrowed = [words("region"), words("organ"), words("year")].filter(Boolean)
    const values = { kind: kind.getAttribute("data-scope") || kind.getAttribute("data-words"), place: narrowed.join(this.label("between")) }
    return this.label(narrowed.length ? "scope-in-place" : "scope", values)
  }
}
