/**
 * Which rows of the index answer a query. No DOM, no network.
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

import { hasEnded } from "./days.mjs"
import { fold } from "./fold.mjs"

export const CODE_START = 8
export const CODE_RUN = 4
export const CODE_END = 10
export const NEVER = -1
export const ANYWHERE = 3
// Nothing that is looked up has so many characters.
export const LONGEST = 1000
// A full text is looked through for no less.
export const TEXT_FROM = 2
const LONG_FORM = /(有限)责任(公司)/g

/**
 * How well a row answers, the smaller the better; -1 if it does not.
 *
 * @param {Row} row
 * @param {string} wanted folded
 * @returns {number}
 */
export function rank(row, wanted) {
  if (row.is_person) return row.names.includes(wanted) ? 0 : NEVER
  const place = rankOfNames(row.names, row.cores || [], wanted)
  if (place !== NEVER) return place
  // 有限责任公司 and 有限公司 are one form: who types either means both.
  const alike = rankOfNames(row.names.map(short), row.cores || [], short(wanted))
  if (alike !== NEVER) return alike
  if (isOneCharacter(wanted)) return NEVER
  if ([...(row.projects || []), ...(row.documents || [])].some((text) => holds(text, wanted))) return ANYWHERE
  if ((row.codes || []).some((code) => answersCode(code, wanted))) return 4
  if ((row.numbers || []).some((number) => number.includes(wanted))) return 5
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
  return name.replace(LONG_FORM, "$1$2")
}

/**
 * Whether a text has what was typed somewhere, in either legal form.
 *
 * @param {string} text folded
 * @param {string} wanted folded
 * @returns {boolean}
 */
export function holds(text, wanted) {
  return [text, short(text)].some((form) => form.includes(short(wanted)))
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
  const shown = rows.filter((row) => !hasEnded(row.hidden_from || "", day))
  return shown.map((row) => ({ row, place: rankOf(row) })).filter(({ place }) => place !== NEVER)
}
