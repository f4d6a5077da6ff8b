/**
 * Shows hits and says what they mean. All words come from the page; text enters as text.
 */

import { fold } from "./fold.mjs"
import { TEXT_FROM, isBranch, writeQuery } from "./query.mjs"

const FIRST = 20
const QUOTED = 40
const DAY = /^(\d{4})-(\d{2})-(\d{2})/

/** Fill `{name}` places of a sentence of the page. */
export function say(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (place, name) => (Object.keys(values).includes(name) ? String(values[name]) : place))
}

/** A day as the page writes days; as it came if it is none. */
export function dayIn(text, label) {
  const [, year, month, day] = DAY.exec(text) || []
  return year ? label("day", { year, month: Number(month), day: Number(day) }) : text
}

/** What was typed as a sentence may repeat it: its beginning, no character cut in two. */
export function quoted(text) {
  const characters = [...text.trim()]
  return characters.length > QUOTED ? `${characters.slice(0, QUOTED).join("")}…` : characters.join("")
}

/** What the guard must know of an element that shows a record. */
export function describe(element, row) {
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
    this.banner = root.querySelector("[data-banner]")
    this.full = root.querySelector("[data-full]")
    this.total = ""
    this.isTold = false
    this.template = root.querySelector("template[data-result-template]")
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
    return dayIn(text, (name, values) => this.label(name, values))
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
    this.root.toggleAttribute("data-old", this.hits.length > 0 || !this.meaning.hidden)
    this.setState("loading")
  }

  /** The index could not be read whole, or not be looked through: that is not "no match". */
  failed(query, label) {
    this.clear()
    this.summary.textContent = this.label(label, { query: quoted(query.q) })
    this.setState("error")
  }

  /**
   * What answers as it is written; what sounds the same is still to come.
   *
   * @param {{q: string}} query
   * @param {object[]} hits
   * @param {{day: string, isFresh: boolean, base: string, scope: string, asked: string, count: number,
   *   canWiden: boolean, suggested?: object[]}} known `count` is how many answer, of very many of which only the best
   *   are hits, and `canWiden` whether all others can be had
   */
  written(query, hits, known) {
    this.clear()
    this.hits = hits.map((row) => ({ row }))
    this.known = known
    this.wanted = fold(known.asked)
    const label = (hits.length ? "found" : "none") + (known.isFresh ? "" : "-stale")
    const values = { count: known.count, query: quoted(query.q), scope: known.scope, day: this.day(known.day) }
    this.summary.textContent = this.label(label, values)
    if (known.count > hits.length) this.summary.append(this.label("best"))
    // What folding made the same is said; that width, case and spaces do not count goes without saying.
    if (this.wanted !== fold(query.q)) this.summary.append(this.label("folded", { query: quoted(known.asked) }))
    this.meaning.hidden = hits.length > 0
    this.namesakes(hits)
    this.suggest(known.suggested || [])
    this.showMore()
  }

  /** @param {object[]} rows whose names sound like what was typed */
  heard(rows) {
    const { length } = this.hits
    if (rows.length) this.summary.append(this.label(length ? "heard-too" : "heard", { count: rows.length }))
    this.add(rows.map((row) => ({ row, isHeard: true })))
    // What only sounds alike counts where nothing else answers. Past its day the release cannot say
    // that there is nothing, so it gives no number.
    this.total = (length && this.known.count) || rows.length || (this.known.isFresh ? 0 : "")
  }

  /**
   * @param {object[]} rows whose texts hold what was typed
   * @param {(row: object) => {before: string, match: string, after: string} | null} quote
   */
  told(rows, quote) {
    if (rows.length || this.known.isFresh) this.summary.append(this.label("told", { count: rows.length }))
    this.add(rows.map((row) => ({ row, quote })))
    if (rows.length) this.total = this.total || rows.length
    this.isTold = true
  }

  add(hits) {
    this.hits.push(...hits)
    if (this.shown < FIRST) this.showMore(FIRST - this.shown)
    else this.offerMore()
  }

  /** All that was asked for is there. */
  done() {
    this.full.hidden = this.isTold || [...this.wanted].length < TEXT_FROM
    this.setState("done", this.total)
  }

  /** The hit that the focus is in; -1 if in none. */
  focused() {
    return this.links().indexOf(document.activeElement)
  }

  /** Lead the focus to a hit; false where there is none such. */
  focus(at) {
    const link = this.links()[at]
    if (link) link.focus()
    return link !== undefined
  }

  links() {
    return [...this.list.querySelectorAll("[data-result] .hit__link")]
  }

  /** Several firms of one name, which only their codes tell apart. */
  namesakes(rows) {
    const same = rows.filter((row) => row.code && row.names.includes(this.wanted))
    const codes = new Set(same.map((row) => row.code))
    this.banner.hidden = codes.size < 2
    this.banner.textContent = codes.size < 2 ? "" : this.label("namesakes", { count: codes.size, name: same[0].title })
  }

  clear() {
    this.root.removeAttribute("data-old")
    this.list.textContent = ""
    this.hits = []
    this.shown = 0
    this.summary.textContent = ""
    this.meaning.hidden = true
    this.banner.hidden = true
    this.full.hidden = true
    this.more.hidden = true
    this.isTold = false
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

  showMore(count = FIRST) {
    const items = this.hits.slice(this.shown, this.shown + count).map((hit) => this.item(hit))
    this.list.append(...items)
    this.shown += items.length
    this.offerMore()
  }

  offerMore() {
    const all = this.known.canWiden ? this.known.count : 0
    const left = Math.max(all, this.hits.length) - this.shown
    this.more.hidden = left === 0
    this.more.textContent = this.label("more", { count: Math.min(left, FIRST) })
  }

  item({ row, isHeard, quote }) {
    const item = this.template.content.firstElementChild.cloneNode(true)
    describe(item, row)
    const link = item.querySelector("a")
    link.textContent = row.title
    link.href = new URL(row.path, this.known.base).href
    const until = row.last_day ? this.label("until", { day: this.day(row.last_day) }) : ""
    // A person is named only to who already typed the whole name.
    const person = (row.persons || [])[(row.people || []).indexOf(this.wanted)] || ""
    this.fill(item, "kind", this.label(row.type ? `type-${row.type}` : `kind-${row.kind}`))
    this.fill(item, "until", until)
    this.fill(item, "heard", isHeard ? this.label("sounds-alike") : "")
    this.fill(item, "branch", isBranch(row) && !row.is_person ? this.label("branch") : "")
    this.quote(item, quote && quote(row))
    item.querySelector("[data-same]").hidden = row.kind !== "listing" && row.kind !== "case"
    this.fill(item, "others", (row.others || []).join(this.label("between")))
    this.fill(item, "person", person)
    this.fill(item, "place", this.near(row.place || ""))
    // The project tells where a name came from, or else only makes the list longer.
    const isByProject = (row.projects || []).some((project) => project.includes(this.wanted))
    this.fill(item, "project", isByProject ? row.project : "")
    for (const name of ["code", "number", "organ"]) this.fill(item, name, row[name] || "")
    const namesakes = item.querySelector("[data-namesakes]")
    namesakes.hidden = !row.is_person && !person
    if (row.phone) namesakes.append(this.label("ask", { organ: row.organ, phone: row.phone }))
    return item
  }

  /** The place in a text that holds what was typed. */
  quote(item, found) {
    const element = item.querySelector("[data-field=snippet]")
    element.hidden = !found
    if (!found) return
    const mark = document.createElement("mark")
    mark.textContent = found.match
    element.append(found.before, mark, found.after)
  }

  fill(item, name, text) {
    const element = item.querySelector(`[data-field=${name}]`)
    const holder = element.closest("[data-holder]") || element
    element.textContent = text
    holder.hidden = text === ""
  }
}
