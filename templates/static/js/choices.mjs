/**
 * What a reader may choose besides what he types: kind, place, body and year, with how many each would find.
 */

import { counts } from "./choosing.mjs"
import { label, near } from "./results.mjs"

/** The box and its choices on the search page. */
export const form = document.querySelector("form[role=search]")
export const boxes = new Map(["kind", "region", "organ", "year"].map((name) => [name, form.elements.namedItem(name)]))

// An option's words without a number.
for (const box of boxes.values()) for (const option of box.options) option.dataset.words = option.text

/** What is chosen, by name. */
export function allChosen() {
  return Object.fromEntries([...boxes].map(([name, box]) => [name, box.value]))
}

/** @param {object} query as the address has it; what the page does not know yet may still be right */
export function choose(query) {
  for (const [name, box] of boxes) {
    if (name !== "kind") addChoice(name, query[name], query[name])
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
export function offer(places, found, query, isWhole, canWiden) {
  if (places[query.region]) addChoice("region", query.region, near(places[query.region]))
  // Each once: thousands that are found are of few bodies and years.
  for (const [body, organ] of new Map(found.map(({ row }) => [row.body, row.organ]))) addChoice("organ", body, organ)
  for (const year of new Set(found.map(({ row }) => row.year))) addChoice("year", year, year)
  for (const [name, box] of boxes) {
    box.disabled = !isWhole && !canWiden
    number(name, [...box.options], isWhole ? found : [], query)
  }
}

function number(name, options, found, query) {
  const numbers = counts(found, query, name, options.map((option) => option.value))
  options.forEach((option, at) => {
    const choice = option.dataset.words
    option.text = found.length ? label("choice", { choice, count: numbers[at] }) : choice
    // Bodies and years are there for what was found; kinds and places for what there is.
    option.hidden = /organ|year/.test(name) && !numbers[at] && !option.selected && option.value
  })
}

/** An option in its place by its value, if that is one, with the best words that are known for it. */
function addChoice(name, value, words) {
  if (!value) return
  const box = boxes.get(name)
  const options = [...box.options]
  const known = options.find((option) => option.value === value)
  // The newest year first, all else in the order of its codes.
  const isBefore = (other) => other.value && (name === "year" ? other.value < value : other.value > value)
  const option = known || box.insertBefore(new Option(words, value), options.find(isBefore) || null)
  option.dataset.words = words
}
