/**
 * Shows hits and says what they mean. All words come from the page; text enters as text.
 */

import { fold } from "./fold.mjs"
import { writeQuery } from "./query.mjs"

const FIRST = 20
const QUOTED = 40
const DAY = /^(\d{4})-(\d{2})-(\d{2})/

/** Fill `{name}` places of a sentence of the page. */
export function say(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (place, name) => (Object.keys(values).includes(name) ? String(values[name]) : place))
}

/** What was typed as a sentence may repeat it: its beginning, no character cut in two. */
export function quoted(text) {
  const characters = [...text.trim()]
  return characters.length > QUOTED ? `${characters.slice(0, QUOTED).join("")}…` : characters.join("")
}

/** What the guard must know of an element that shows a record. */
function describe(element, row) {
  element.setAttribute("data-record", "")
  element.setAttribute("data-id", row.id)
  element.setAttribute("data-kind", row.kind)
  element.setAttribute("data-hidden-from", row.hidden_from || "")
}

/** The search root: its state, its summary, its hits. */
export class Results {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root
    this.list = root.querySelector("[data-results]")
    this.summary = root.querySelector("[data-summary]")
    this.meaning = root.querySelector("[data-meaning]")
    this.more = root.querySelector("[data-more]")
    this.template = root.querySelector("template[data-result-template]")
    this.more.addEventListener("click", () => this.showMore())
    this.hits = []
    this.shown = 0
  }

  /** @param {"idle" | "loading" | "done" | "error"} state */
  setState(state, total = "") {
    this.root.setAttribute("data-total", String(total))
    this.root.setAttribute("data-state", state)
  }

  label(name, values = {}) {
    return say(this.root.getAttribute(`data-label-${name}`) || "", values)
  }

  /** A day as the page writes days; as it came if it is none. */
  day(text) {
    const [, year, month, day] = DAY.exec(text) || []
    return year ? this.label("day", { year, month: Number(month), day: Number(day) }) : text
  }

  /** A place as those of the site's own region say it. */
  near(place) {
    const around = this.root.getAttribute("data-around")
    return around && place.startsWith(around) ? place.slice(around.length) || place : place
  }

  /** Nothing has been asked. */
  idle() {
    this.clear()
    this.setState("idle")
  }

  /** An answer is on its way; until it is there, the last one stands, dimmed. */
  loading() {
    if (!this.summary.textContent) this.summary.textContent = this.label("loading")
    this.setState("loading")
  }

  /** The index could not be read whole: that is not "no match". */
  failed(query, isOtherFormat) {
    this.clear()
    const label = isOtherFormat ? "other-format" : "error"
    this.summary.textContent = this.label(label, { query: quoted(query.q) })
    this.setState("error")
  }

  /**
   * @param {{q: string}} query
   * @param {object[]} hits
   * @param {{day: string, isFresh: boolean, base: string, scope: string, similar: object[]}} release
   */
  done(query, hits, release) {
    this.clear()
    this.hits = hits
    this.base = release.base
    this.wanted = fold(query.q)
    const label = (hits.length ? "found" : "none") + (release.isFresh ? "" : "-stale")
    const values = { count: hits.length, query: quoted(query.q), scope: release.scope }
    this.summary.textContent = this.label(label, { ...values, day: this.day(release.day) })
    this.meaning.hidden = hits.length > 0
    this.suggest(release.similar)
    this.showMore()
    // Past its day the release cannot say that there is nothing, so it gives no number.
    this.setState("done", hits.length || release.isFresh ? hits.length : "")
  }

  clear() {
    this.list.textContent = ""
    this.hits = []
    this.shown = 0
    this.summary.textContent = ""
    this.meaning.hidden = true
    this.more.hidden = true
  }

  /** Names that somebody may have meant: to look up, not an answer. */
  suggest(rows) {
    const list = this.meaning.querySelector("[data-similar-list]")
    list.textContent = ""
    for (const row of rows) {
      const item = document.createElement("li")
      const link = document.createElement("a")
      describe(item, row)
      link.textContent = row.title
      link.href = writeQuery({ q: row.title })
      item.append(link)
      list.append(item)
    }
    this.meaning.querySelector("[data-similar]").hidden = rows.length === 0
  }

  showMore() {
    const items = this.hits.slice(this.shown, this.shown + FIRST).map((row) => this.item(row))
    const isFirst = this.shown === 0
    this.list.append(...items)
    this.shown += items.length
    const left = this.hits.length - this.shown
    this.more.hidden = left === 0
    this.more.textContent = this.label("more", { count: Math.min(left, FIRST) })
    if (!isFirst) items[0].querySelector("a").focus()
  }

  item(row) {
    const item = this.template.content.firstElementChild.cloneNode(true)
    describe(item, row)
    const link = item.querySelector("a")
    link.textContent = row.title
    link.href = new URL(row.path, this.base).href
    const until = row.last_day ? this.label("until", { day: this.day(row.last_day) }) : ""
    // A person is named only to who already typed the whole name.
    const person = (row.persons || [])[(row.people || []).indexOf(this.wanted)] || ""
    this.fill(item, "kind", this.label(row.type ? `type-${row.type}` : `kind-${row.kind}`))
    this.fill(item, "until", until)
    this.fill(item, "others", (row.others || []).join(this.label("between")))
    this.fill(item, "person", person)
    this.fill(item, "place", this.near(row.place || ""))
    // The project tells where a name came from, or else only makes the list longer.
    const isByProject = (row.projects || []).some((project) => project.includes(this.wanted))
    this.fill(item, "project", isByProject ? row.project : "")
    for (const name of ["code", "number", "organ"]) this.fill(item, name, row[name] || "")
    item.querySelector("[data-namesakes]").hidden = !row.is_person && !person
    return item
  }

  fill(item, name, text) {
    const element = item.querySelector(`[data-field=${name}]`)
    const holder = element.closest("[data-holder]") || element
    element.textContent = text
    holder.hidden = text === ""
  }
}
