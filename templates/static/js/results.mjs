/**
 * The answers on the search page: their state, what is said of them, the hits. Text enters as text.
 */

import { KINDS } from "./brief.mjs"
import { fold } from "./fold.mjs"
import { isBranch, together } from "./ordering.mjs"
import { TEXT_FROM, holds } from "./query.mjs"
import { dayIn, describe, quoted, say } from "./words.mjs"

const FIRST = 20
// More than a screen holds. All at once would stop an old telephone, so the others follow.
const AT_ONCE = 6

export const root = document.querySelector("[data-search]")
const part = (name) => root.querySelector(`[data-${name}]`)
export const list = part("results")
export const meaning = part("meaning")
export const more = part("more")
export const full = part("full")
const summary = part("summary")
const banner = part("banner")
const template = part("result-template")

/** What is shown, and of how many. */
export let hits = []
export let shown = 0
// What is known of the answer, and what was looked up, folded.
let known = {}
let wanted = ""
let total = ""
let isTold = false

/** @param {"idle" | "loading" | "done" | "error"} state */
function setState(state, count = "") {
  Object.assign(root.dataset, { total: count, state })
}

/** A sentence of the page. */
export function label(name, values = {}) {
  return say(root.getAttribute(`data-label-${name}`) || "", values)
}

/** A place as those of the site's own region say it. */
export function near(place) {
  const { around } = root.dataset
  return around && place.startsWith(around) ? place.slice(around.length) || place : place
}

/** Nothing has been asked. */
export function idle() {
  clearAll()
  setState("idle")
}

/** An answer is on its way; until it is there, the last one stands, dimmed. */
export function loading() {
  if (!summary.textContent) summary.textContent = label("loading")
  root.toggleAttribute("data-old", hits.length > 0 || !meaning.hidden)
  setState("loading")
}

/** The index could not be read whole, or not be looked through: that is not "no match". */
export function failed(query, reason) {
  clearAll()
  summary.textContent = label(reason, { query: quoted(query.q) })
  setState("error")
}

/**
 * What answers as it is written; what sounds the same is still to come.
 *
 * @param {{q: string}} query
 * @param {object[]} rows
 * @param {{day: string, isFresh: boolean, base: string, scope?: string, asked: string, count: number,
 *   isPart?: boolean, isCut: boolean}} of `count` is how many answer, of very many of which only the best are there, `isPart`
 *   whether others may hold each word, and `isCut` whether the others can be had
 */
export function showWritten(query, rows, of) {
  clearAll()
  hits = rows.map((row) => ({ row }))
  known = of
  wanted = fold(of.asked)
  const { count, scope } = of
  const values = { count, query: quoted(query.q), scope, day: dayIn(of.day, label) }
  summary.textContent = label((rows.length ? "found" : "none") + (of.isFresh ? "" : "-stale"), values)
  if (count > rows.length || of.isPart) summary.append(label("best"))
  // What folding made the same is said; that width, case and spaces do not count goes without saying.
  if (wanted !== fold(query.q)) summary.append(label("folded", { query: quoted(of.asked) }))
  meaning.hidden = rows.length > 0
  showNamesakes(rows)
  showMore(AT_ONCE)
}

/**
 * @param {object[]} rows whose names sound like what was typed
 * @param {boolean} isCut whether these are only the best
 */
export function showHeard(rows, isCut) {
  const { length } = hits
  if (rows.length) summary.append(label(length ? "heard-too" : "heard", { count: rows.length }))
  if (rows.length && isCut) summary.append(label("best"))
  add(rows.map((row) => ({ row, isHeard: true })))
  // What only sounds alike counts where nothing else answers. Past its day the release cannot say
  // that there is nothing, so it gives no number.
  total = (length && known.count) || rows.length || (known.isFresh ? 0 : "")
}

/**
 * @param {object[]} rows whose texts hold what was typed
 * @param {(item: Element, row: object) => void} quote shows where
 */
export function showTold(rows, quote) {
  if (rows.length || known.isFresh) summary.append(label("told", { count: rows.length }))
  add(rows.map((row) => ({ row, quote })))
  total = total || rows.length || total
  isTold = true
}

/** @param {object[]} rows that come behind all that are there */
export function showNext(rows) {
  add(rows.map((row) => ({ row })))
  // Others than counted may have ended since.
  if (!rows.length) known.isCut = false
  showMore()
}

function add(others) {
  hits.push(...others)
  if (shown < FIRST) showMore(next(0) - shown)
  else offerMore()
}

/** All that was asked for is there. */
export function done() {
  full.hidden = isTold || [...wanted].length < TEXT_FROM
  setState("done", total)
}

/** The hit that the focus is in; -1 if in none. */
export function focused() {
  return links().findIndex((link) => link.closest("li:focus-within"))
}

/** Lead the focus to a hit; false where there is none such. */
export function focusOn(at) {
  const link = links()[at]
  if (link) link.focus()
  return link
}

function links() {
  return [...list.querySelectorAll("[data-result] .hit__link")]
}

/** Several firms of one name, which only their codes tell apart. */
function showNamesakes(rows) {
  const same = rows.filter((row) => row.code && row.names.includes(wanted))
  const { size } = new Set(same.map((row) => row.code))
  banner.hidden = size < 2
  banner.textContent = size < 2 ? "" : label("namesakes", { count: size, name: same[0].title })
}

function clearAll() {
  delete root.dataset.old
  list.textContent = summary.textContent = ""
  hits = []
  shown = 0
  meaning.hidden = banner.hidden = full.hidden = more.hidden = true
  isTold = false
}

/** The next hits. */
export function showMore(count = next()) {
  const items = hits.slice(shown, shown + count).map(itemOf)
  list.append(...items)
  shown += items.length
  offerMore()
}

function offerMore() {
  const left = Math.max(known.isCut ? known.count : 0, hits.length) - shown
  more.hidden = !left
  more.textContent = label("more", { count: Math.min(left, next() || FIRST) })
}

/** How many hits belong on the screen from a place on. */
function next(from = shown) {
  return together(hits.map(({ row }) => row), from, FIRST)
}

function itemOf({ row, isHeard, quote }) {
  const item = template.content.firstElementChild.cloneNode(true)
  const { kind, code, number, organ, phone } = row
  describe(item, row)
  const link = item.querySelector("a")
  link.textContent = row.title
  link.href = new URL(row.path, known.base).href
  // A person is named only to who already typed the whole name.
  const person = (row.persons || [])[(row.people || []).indexOf(wanted)]
  // The project tells where a name came from, or else only makes the list longer.
  const isByProject = (row.projects || []).some((project) => holds(project, wanted))
  fill(item, {
    kind: label(row.type ? `type-${row.type}` : `kind-${kind}`),
    until: row.last_day && label("until", { day: dayIn(row.last_day, label) }),
    heard: isHeard && label("sounds-alike"),
    branch: isBranch(row) && !row.is_person && label("branch"),
    others: (row.others || []).join(label("between")),
    place: near(row.place || ""),
    project: isByProject && row.project,
    person, code, number, organ,
  })
  if (quote) quote(item, row)
  // Only listings and cases, the first two kinds, are of firms.
  item.querySelector("[data-same]").hidden = KINDS.indexOf(kind) > 1
  const namesakes = item.querySelector("[data-namesakes]")
  namesakes.hidden = !row.is_person && !person
  if (phone) namesakes.append(label("ask", { organ, phone }))
  return item
}

/** Put words where they belong; what has none is not shown. */
function fill(item, words) {
  for (const name of Object.keys(words)) {
    const element = item.querySelector(`[data-field=${name}]`)
    const holder = element.closest("[data-holder]") || element
    element.textContent = words[name] || ""
    holder.hidden = !words[name]
  }
}
