/**
 * Which rows of the index answer a query, and in which order. No DOM, no network.
 *
 * @typedef {object} Row
 * @property {string} id
 * @property {string} kind
 * @property {string} title
 * @property {string} hidden_from the first day on which it may not show; empty if unknown
 * @property {string} [region]
 * @property {string[]} names folded
 * @property {string[]} [cores] folded names without place and legal form
 * @property {string[]} [codes] folded
 * @property {string[]} [numbers] folded document numbers
 * @property {string[]} [projects] folded
 * @property {string[]} [people] folded
 * @property {boolean} [is_person] a natural person, found by the exact full name alone
 */

import { fold } from "./fold.mjs"

const KINDS = ["listing", "case", "typical-case", "news", "page"]
const CODE_START = 8
const CODE_RUN = 4
const CODE_END = 10
const NEVER = -1

/**
 * How well a row answers, the smaller the better; -1 if it does not.
 *
 * @param {Row} row
 * @param {string} wanted folded
 * @returns {number}
 */
export function rank(row, wanted) {
  if (row.names.includes(wanted)) return 0
  if (row.is_person) return NEVER
  const cores = row.cores || []
  if (cores.includes(wanted)) return 1
  if (cores.some((core) => core.startsWith(wanted))) return 2
  if (wanted.length < 2) return NEVER
  if (row.names.some((name) => name.includes(wanted))) return 3
  if ((row.codes || []).some((code) => answersCode(code, wanted))) return 4
  if ((row.numbers || []).some((number) => number.includes(wanted))) return 5
  if ((row.people || []).includes(wanted)) return 6
  if ((row.projects || []).some((project) => project.includes(wanted))) return 7
  return NEVER
}

/**
 * Whether what was typed is the code, its beginning, or a run of its last ten characters.
 *
 * @param {string} code
 * @param {string} wanted
 * @returns {boolean}
 */
export function answersCode(code, wanted) {
  if (wanted.length >= CODE_START && code.startsWith(wanted)) return true
  return wanted.length >= CODE_RUN && code.slice(-CODE_END).includes(wanted)
}

/**
 * Whether a region is the one asked for or lies inside it: a league includes its banners.
 *
 * @param {string | undefined} region
 * @param {string} around six digits
 * @returns {boolean}
 */
export function isInside(region, around) {
  return (region || "").startsWith(around.replace(/(0000|00)$/, ""))
}

/**
 * The rows that answer, best first.
 *
 * @param {Row[]} rows
 * @param {{q: string, kind?: string, region?: string}} query
 * @param {string} day YYYY-MM-DD; what has ended by then is left out
 * @returns {Row[]}
 */
export function search(rows, query, day) {
  const wanted = fold(query.q)
  if (!wanted) return []
  const found = []
  for (const row of rows) {
    if (row.hidden_from && row.hidden_from <= day) continue
    if (query.kind && row.kind !== query.kind) continue
    if (query.region && !isInside(row.region, query.region)) continue
    const place = rank(row, wanted)
    if (place !== NEVER) found.push({ row, place })
  }
  found.sort(
    (one, other) =>
      one.place - other.place ||
      KINDS.indexOf(one.row.kind) - KINDS.indexOf(other.row.kind) ||
      compare(one.row.title, other.row.title) ||
      compare(one.row.id, other.row.id),
  )
  return found.map(({ row }) => row)
}

function compare(one, other) {
  return one < other ? -1 : one > other ? 1 : 0
}

/**
 * The query in an address: `#q=…&kind=…&region=…`.
 *
 * @param {string} hash
 * @returns {{q: string, kind: string, region: string}}
 */
export function readQuery(hash) {
  const fields = new URLSearchParams(hash.replace(/^[#?]/, ""))
  const field = (name) => fields.get(name) || ""
  return { q: field("q"), kind: field("kind"), region: field("region") }
}

/**
 * The address of a query; empty for an empty one.
 *
 * @param {{q: string, kind?: string, region?: string}} query
 * @returns {string}
 */
export function writeQuery(query) {
  const fields = new URLSearchParams()
  for (const name of ["q", "kind", "region"]) {
    if (query[name]) fields.set(name, query[name])
  }
  const text = fields.toString()
  return text ? `#${text}` : ""
}

/**
 * Answer only the newest of overlapping searches.
 *
 * @template Query, Answer
 * @param {(query: Query) => Promise<Answer>} find
 * @returns {(query: Query) => Promise<Answer | null>}
 */
export function latest(find) {
  let newest = 0
  return async (query) => {
    const mine = ++newest
    const answer = await find(query)
    return mine === newest ? answer : null
  }
}
