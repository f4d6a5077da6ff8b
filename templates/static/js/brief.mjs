/**
 * Rows of the index as they are written, in brief, and as they are looked through. No DOM, no network.
 * The same as in site_builder/search/brief.py, which leaves out what can be told here.
 */

import { dayBefore } from "./days.mjs"
import { fold } from "./fold.mjs"
import { unfronted } from "./pages.mjs"

/** The kinds of records, in their order. */
export const KINDS = ["listing", "case", "typical-case", "news", "page"]

/**
 * What places are called, by their codes; and words that rows tell by their numbers.
 *
 * @param {{places: [string, string]}} entry
 * @returns {Record<string, string>}
 */
export function placesIn({ places: [codes, names] }) {
  const called = unfronted(names)
  return Object.fromEntries(unfronted(codes).map((code, at) => [code, called[at]]))
}

/**
 * The rows of one employer, each written but for what is as in the one before.
 *
 * @param {object[]} written
 * @param {Record<string, [string | number, string, number?, number?]>} organs what bodies are called, and their telephones; where they
 *   are called after the place of a row, only the rest, how much of its code says the place, and from where on its name is said
 * @param {Record<string, string>} places what places are called, and words by their numbers
 * @returns {object[]}
 */
export function rowsOf(written, organs, places) {
  let before = {}
  return written.map((brief) => {
    before = { ...before, ...brief }
    return rowOf(before, organs, places)
  })
}

function rowOf(brief, organs, places) {
  const { id, r: region, b: body, o: others, c: code, n: number, q: project, w: persons, s: spans } = brief
  const [rest = "", phone = "", digits, from] = (body && organs[body]) || []
  const kind = KINDS[brief.k || 0]
  const until = brief.h || ""
  const names = [brief.t, ...(others || [])].map(fold)
  const said = (text) => (text === +text ? places[text] : text)
  const row = {
    id, kind, title: brief.t, region, body, others, code, number, names,
    year: String(brief.y),
    type: brief.m,
    hidden_from: until,
    last_day: brief.l || (until && dayBefore(until)),
    path: brief.p || usualPath(kind, id, brief.y),
    is_person: Boolean(brief.z),
    place: region && places[region],
    organ: (digits ? places[region.slice(0, digits).padEnd(6, "0")].slice(from) : "") + said(rest),
    phone,
  }
  const folded = (text) => (text ? [fold(text)] : [])
  if (spans) {
    const cores = names.map((name, at) => [...name].slice(spans[2 * at], spans[2 * at] + spans[2 * at + 1]).join(""))
    const people = (persons || []).map(fold)
    Object.assign(row, { cores, codes: folded(code), numbers: folded(number), projects: folded(project), project, persons, people, documents: (brief.d || []).map(said) })
  }
  return Object.assign(row, brief.x)
}

function usualPath(kind, id, year) {
  const folders = { case: `cases/${year}/`, news: "news/", page: "" }
  return `${kind in folders ? folders[kind] : `${kind}s/`}${id}.html`
}
