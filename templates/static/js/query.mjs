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
 * @property {string[]} [cores] the same names without place and legal form
 * @property {string[]} [codes] folded
 * @property {string[]} [numbers] folded document numbers
 * @property {string[]} [projects] folded
 * @property {string[]} [documents] folded titles of documents
 * @property {string[]} [people] folded
 * @property {boolean} [is_person] a natural person, found by the exact full name alone
 */

import { hasEnded } from "./days.mjs"
import { fold } from "./fold.mjs"

const KINDS = ["listing", "case", "typical-case", "news", "page"]
const CODE_START = 8
const CODE_RUN = 4
const CODE_END = 10
const NUMBER_RUN = 2
const REGION = /^\d{6}$/
const NEVER = -1
const ANYWHERE = 3
const SIMILAR_FROM = 3
const SIMILAR = 5

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
  const trades = tradeNames(row)
  if (trades.includes(wanted) || (row.cores || []).includes(wanted)) return 1
  if (trades.some((trade) => trade.startsWith(wanted))) return 2
  if (row.names.some((name) => name.includes(wanted))) return ANYWHERE
  if ([...(row.projects || []), ...(row.documents || [])].some((text) => text.includes(wanted))) return ANYWHERE
  if ((row.codes || []).some((code) => answersCode(code, wanted))) return 4
  if ((row.numbers || []).some((number) => answersNumber(number, wanted))) return 5
  return (row.people || []).includes(wanted) ? 6 : NEVER
}

/** The names from their trade names on: without the places that they begin with. */
function tradeNames(row) {
  return (row.cores || []).map((core, at) => row.names[at].slice(row.names[at].lastIndexOf(core)))
}

/**
 * Whether what was typed is the code, its beginning, or a run of its last ten characters.
 *
 * @param {string} code
 * @param {string} wanted
 * @returns {boolean}
 */
export function answersCode(code, wanted) {
  if (code === wanted) return true
  if (wanted.length >= CODE_START && code.startsWith(wanted)) return true
  return wanted.length >= CODE_RUN && code.slice(-CODE_END).includes(wanted)
}

function answersNumber(number, wanted) {
  return wanted.length >= NUMBER_RUN && number.includes(wanted)
}

/**
 * The same for what was typed as several words: each must answer, in any order.
 *
 * @param {Row} row
 * @param {string[]} words folded
 * @returns {number}
 */
function rankOfWords(row, words) {
  if (words.length < 2 || row.is_person) return NEVER
  const ranks = words.map((word) => rank(row, word))
  return ranks.includes(NEVER) ? NEVER : Math.max(ANYWHERE, ...ranks)
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
  const words = query.q.split(/\s+/).map(fold).filter(Boolean)
  const found = []
  for (const row of rows) {
    if (!isAsked(row, query, day)) continue
    const whole = rank(row, wanted)
    const place = whole === NEVER ? rankOfWords(row, words) : whole
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

/** Whether a row may show that day, and is of the kind and place asked for. */
function isAsked(row, query, day) {
  if (hasEnded(row.hidden_from || "", day)) return false
  if (query.kind && row.kind !== query.kind) return false
  return !query.region || isInside(row.region, query.region)
}

/**
 * Where no row answers, a few firms whose names have what was typed with other characters in
 * between: who says 包头明远公司 may mean 包头市明远建筑有限公司.
 *
 * @param {Row[]} rows
 * @param {{q: string, kind?: string, region?: string}} query
 * @param {string} day
 * @returns {Row[]}
 */
export function similar(rows, query, day) {
  const wanted = [...fold(query.q)]
  if (wanted.length < SIMILAR_FROM) return []
  const found = rows.filter(
    (row) =>
      row.cores &&
      !row.is_person &&
      isAsked(row, query, day) &&
      row.names.some((name) => hasInOrder(name, wanted)),
  )
  found.sort((one, other) => one.title.length - other.title.length || compare(one.id, other.id))
  // A firm may have a listing and several cases; its name is to be suggested once.
  const firms = found.filter((row, at) => found.findIndex((other) => other.title === row.title) === at)
  return firms.slice(0, SIMILAR)
}

function hasInOrder(name, wanted) {
  let at = 0
  for (const character of wanted) {
    at = name.indexOf(character, at) + 1
    if (at === 0) return false
  }
  return true
}

function compare(one, other) {
  return one < other ? -1 : one > other ? 1 : 0
}

/**
 * The query in an address: `#q=…&kind=…&region=…`; what is no region's code is left out.
 *
 * @param {string} hash
 * @returns {{q: string, kind: string, region: string}}
 */
export function readQuery(hash) {
  const fields = new URLSearchParams(hash.replace(/^[#?]/, ""))
  const field = (name) => fields.get(name) || ""
  const region = REGION.test(field("region")) ? field("region") : ""
  return { q: field("q"), kind: field("kind"), region }
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
