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
 * @property {string} [body] the id of the body that decided
 * @property {string} [year] in which it began
 * @property {boolean} [is_person] a natural person, found by the exact full name alone
 *
 * @typedef {{row: Row, place: number}} Found a row, and how well it answers: the smaller the better
 */

import { KINDS } from "./brief.mjs"
import { hasEnded } from "./days.mjs"
import { fold } from "./fold.mjs"

export const CODE_START = 8
export const CODE_RUN = 4
export const CODE_END = 10
const NUMBER_RUN = 2
const REGION = /^\d{6}$/
export const NEVER = -1
export const ANYWHERE = 3
// Nothing that is looked up has so many characters.
export const LONGEST = 1000
const LONG_FORM = "有限责任公司"
const SHORT_FORM = "有限公司"
const COMPANY = "公司"
const BRANCH = /公司.+(?:分公司|分厂|分店|分部|分所|支公司|支行|营业部|办事处|项目部)$/
// A full text is looked through for no less.
export const TEXT_FROM = 2
const YEAR = /^\d{4}$/
const BODY = /^[a-z0-9-]{1,64}$/

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
  const place = rankOfNames(row.names, row.cores || [], wanted)
  if (place !== NEVER) return place
  // 有限责任公司 and 有限公司 are one form: who types either means both.
  const alike = rankOfNames(row.names.map(short), row.cores || [], short(wanted))
  if (alike !== NEVER) return alike
  if (isOneCharacter(wanted)) return NEVER
  if ([...(row.projects || []), ...(row.documents || [])].some((text) => text.includes(wanted))) return ANYWHERE
  if ((row.codes || []).some((code) => answersCode(code, wanted))) return 4
  if ((row.numbers || []).some((number) => answersNumber(number, wanted))) return 5
  return (row.people || []).includes(wanted) ? 6 : NEVER
}

function rankOfNames(names, cores, wanted) {
  if (names.includes(wanted)) return 0
  // The names from their trade names on: without the places that they begin with.
  const trades = cores.map((core, at) => names[at].slice(names[at].lastIndexOf(core)))
  if (trades.includes(wanted) || cores.includes(wanted)) return 1
  if (trades.some((trade) => trade.startsWith(wanted))) return 2
  // One character stands in too many names; it may only begin what people call the firm.
  if (isOneCharacter(wanted)) return NEVER
  return names.some((name) => name.includes(wanted)) ? ANYWHERE : NEVER
}

function isOneCharacter(text) {
  return [...text].length < 2
}

/**
 * A folded name with the short legal form in place of the long one.
 *
 * @param {string} name
 * @returns {string}
 */
export function short(name) {
  return name.split(LONG_FORM).join(SHORT_FORM)
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
 * Every row that answers, and how well, whatever the reader chose besides.
 *
 * @param {Row[]} rows
 * @param {string} q as typed
 * @param {string} day YYYY-MM-DD; what has ended by then is left out
 * @returns {Found[]}
 */
export function answers(rows, q, day) {
  const wanted = fold(q)
  if (!wanted || wanted.length > LONGEST) return []
  const words = q.split(/\s+/).map(fold).filter(Boolean)
  return judged(rows, day, (row) => {
    const whole = rank(row, wanted)
    return whole === NEVER ? rankOfWords(row, words) : whole
  })
}

/**
 * Rows that have not ended by a day, and how well each answers.
 *
 * @param {Row[]} rows
 * @param {string} day YYYY-MM-DD
 * @param {(row: Row) => number} rankOf
 * @returns {Found[]}
 */
export function judged(rows, day, rankOf) {
  const found = []
  for (const row of rows) {
    if (hasEnded(row.hidden_from || "", day)) continue
    const place = rankOf(row)
    if (place !== NEVER) found.push({ row, place })
  }
  return found
}

const CHOICES = {
  kind: (row, kind) => row.kind === kind,
  region: (row, region) => isInside(row.region, region),
  organ: (row, organ) => row.body === organ,
  year: (row, year) => row.year === year,
}

/**
 * Whether anything is chosen besides what is typed.
 *
 * @param {object} query
 * @returns {boolean}
 */
export function isNarrowed(query) {
  return Object.keys(CHOICES).some((name) => query[name])
}

/** Whether a row is of what was chosen, of one thing whatever was. */
export function isChosen(row, query, but) {
  return Object.keys(CHOICES).every((name) => name === but || !query[name] || CHOICES[name](row, query[name]))
}

/**
 * What of it is of the kind, place, body and year asked for; best first, a firm's records together.
 *
 * @param {Found[]} found
 * @param {{kind?: string, region?: string, organ?: string, year?: string}} query
 * @returns {Row[]}
 */
export function chosen(found, query) {
  const kept = found.filter(({ row }) => isChosen(row, query))
  const firms = new Map()
  for (const one of kept) {
    const firm = firms.get(firmOf(one.row))
    if (!firm) firms.set(firmOf(one.row), [one])
    else firm.push(one)
  }
  const inOrder = [...firms.values()].map((firm) => firm.sort(before)).sort(([one], [other]) => before(one, other))
  return besideTheirFirm(inOrder).flat().map(({ row }) => row)
}

/** Branches behind the firm whose name they begin with, where it is among the firms. */
function besideTheirFirm(firms) {
  const heads = new Map(firms.filter(([one]) => !isBranch(one.row)).map((firm) => [firm[0].row.names[0], firm]))
  const headOf = (firm) => {
    const [name] = firm[0].row.names
    return isBranch(firm[0].row) ? heads.get(name.slice(0, name.indexOf(COMPANY) + COMPANY.length)) : undefined
  }
  const branches = new Map()
  for (const firm of firms) {
    const head = headOf(firm)
    if (head) branches.set(head, [...(branches.get(head) || []), firm])
  }
  return firms.flatMap((firm) => (headOf(firm) ? [] : [firm, ...(branches.get(firm) || [])]))
}

/**
 * Whether a name is that of a branch, which is no firm of its own: 某某有限公司呼和浩特分公司.
 *
 * @param {Row} row
 * @returns {boolean}
 */
export function isBranch(row) {
  return BRANCH.test(row.names[0] || "")
}

/** A firm by its code; what has none stands by itself. */
function firmOf(row) {
  return (row.codes || [])[0] || row.id
}

function before(one, other) {
  return (
    one.place - other.place ||
    KINDS.indexOf(one.row.kind) - KINDS.indexOf(other.row.kind) ||
    compare(one.row.title, other.row.title) ||
    compare(one.row.id, other.row.id)
  )
}

/**
 * How many would be found with other choices of one thing, all else staying as it is.
 *
 * @param {Found[]} found
 * @param {object} query
 * @param {"kind" | "region" | "organ" | "year"} name
 * @param {string[]} values "" for no choice
 * @returns {number[]}
 */
export function counts(found, query, name, values) {
  const open = found.filter(({ row }) => isChosen(row, query, name))
  return values.map((value) => open.filter(({ row }) => !value || CHOICES[name](row, value)).length)
}

export function compare(one, other) {
  return one < other ? -1 : one > other ? 1 : 0
}

/**
 * The query in an address: `#q=…&kind=…&region=…&organ=…&year=…`, and `&full=1` for the full texts;
 * what can be none is left out.
 *
 * @param {string} hash
 * @returns {{q: string, kind: string, region: string, organ: string, year: string, full: string}}
 */
export function readQuery(hash) {
  const fields = new URLSearchParams(hash.replace(/^[#?]/, ""))
  const field = (name, form = /^/) => {
    const value = fields.get(name) || ""
    return form.test(value) ? value : ""
  }
  return {
    q: field("q"), kind: field("kind"), region: field("region", REGION), organ: field("organ", BODY),
    year: field("year", YEAR), full: field("full", /^1$/),
  }
}

/**
 * The address of a query; empty for an empty one.
 *
 * @param {{q: string, kind?: string, region?: string, organ?: string, year?: string}} query
 * @returns {string}
 */
export function writeQuery(query) {
  const fields = new URLSearchParams()
  for (const name of ["q", ...Object.keys(CHOICES), "full"]) {
    if (query[name]) fields.set(name, query[name])
  }
  const text = fields.toString()
  return text ? `#${text}` : ""
}
