/**
 * Many names and codes at once: what of the list each line is. No DOM, no network.
 */

import { hasEnded } from "./days.mjs"
import { isBeside, isFirmName, isOrdinal } from "./pasted.mjs"
import { short } from "./query.mjs"

/** How many lines are looked up at once. */
export const MOST_LINES = 5000

// A spreadsheet takes what begins so for a formula.
const FORMULA = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]/u

/**
 * @typedef {object} Line what of a line an answer is about
 * @property {number} number of the line, from 1
 * @property {string} text what was taken for them, as written
 * @property {string} name folded; empty if there is none
 * @property {string} code folded; empty if there is none
 * @property {string} looked what was looked up, where that is not all of the text
 * @property {string[]} others what else of the line was looked up and nothing found for, as written
 *
 * @typedef {object} Answer
 * @property {Line} line
 * @property {"code" | "name" | "former_name" | "near" | "none"} match by what; only a code identifies
 * @property {object[]} rows
 * @property {boolean} differs whether what else the line says is otherwise on the list
 */

/**
 * What of the list the names and codes of each line are. A code tells who it is; a name alone may be another's.
 *
 * @param {Pasted[]} lines as `linesIn` of pasted.mjs reads them
 * @param {object[]} rows
 * @param {string} day YYYY-MM-DD
 * @returns {{answers: Answer[], skipped: string[]}} an answer at least for each line that is not skipped as a heading
 */
export function answered(lines, rows, day) {
  const known = { code: new Map(), name: new Map(), former_name: new Map() }
  for (const row of rows) {
    if (!isOfFirm(row) || hasEnded(row.hidden_from || "", day)) continue
    for (const code of row.codes || []) add(known.code, code, row)
    row.names.forEach((name, at) => add(at === 0 ? known.name : known.former_name, short(name), row))
  }
  const answers = []
  const skipped = []
  let number = 0
  for (const line of lines) {
    const parts = partsIn(line, known)
    if (line.isHeading && !parts.some((part) => part.rows)) skipped.push(line.written)
    else answers.push(...answersOf(parts, known, (number += 1)))
  }
  return { answers, skipped }
}

/** The parts of a line that are looked up: the widest that is a name on the list, or else the finest. */
function partsIn(part, known) {
  if (part.code) return [{ ...part, rows: known.code.get(part.code) }]
  for (const match of ["name", "former_name"]) {
    const name = part.names.find((one) => known[match].has(one))
    if (name) return [...codesBeside(part, known), { text: part.text, name, isLess: name !== part.names[0], match, rows: known[match].get(name) }]
  }
  const found = part.parts.flatMap((one) => partsIn(one, known))
  const isFinest = !found.length || (part.isLoose && found.length > 1 && !found.some((one) => one.rows) && found.filter(isOfAFirm).length < 2)
  if (!isFinest) return found
  const name = part.names[part.names.length - 1]
  return name ? [{ text: part.text, name, isLess: part.names.length > 1, isBeside: isBeside(part.names) }] : []
}

function codesBeside(part, known) {
  return part.parts.filter((one) => one.code).flatMap((one) => partsIn(one, known))
}

function isOfAFirm(part) {
  return Boolean(part.name) && isFirmName(part.name)
}

/** The answers of a line: a row for each code, each name that is found, and each that ends as firms do. */
function answersOf(parts, known, number) {
  const names = parts.filter((part) => part.name)
  const codes = parts.filter((part) => part.code)
  const isTelling = (part) => Boolean(part.rows) || !part.isBeside
  // Line 360 of a table is not about the firm 360.
  const isNumber = (part) => part === parts[0] && isOrdinal(part.name) && parts.slice(1).some((one) => one.code || isTelling(one))
  const telling = names.filter((part) => isTelling(part) && !isNumber(part))
  // Numbers beside a name are no names; alone they may be.
  const left = new Set(telling.length || codes.length ? telling : names)
  const answers = []
  const take = (match, own, code, rows, differs) => {
    own.forEach((part) => left.delete(part))
    const written = [...own, ...(code ? [code] : [])].sort((one, other) => parts.indexOf(one) - parts.indexOf(other))
    const looked = own.find((part) => part.isLess)
    const line = { number, text: written.map(({ text }) => text).join(" "), name: own.length ? own[0].name : "", code: code ? code.code : "", looked: looked ? looked.name : "", others: [] }
    answers.push({ at: parts.indexOf(written[0]), answer: { line, match, rows, differs } })
  }
  for (const code of codes.filter((part) => part.rows)) {
    const own = [...left].filter(({ name }) => code.rows.some((row) => row.names.some((one) => short(one) === name)))
    const beside = own.length ? own : nearest(parts, code, [...left].filter((part) => !part.rows))
    take("code", beside, code, code.rows, !own.length && telling.length > 0)
  }
  for (const code of codes.filter((part) => !part.rows)) {
    const [own] = nearest(parts, code, [...left])
    if (own && own.rows) take(own.match, [own], code, own.rows, own.rows.every((row) => (row.codes || []).length > 0))
    else take("none", own ? [own] : [], code, [], false)
  }
  for (const part of [...left].filter((one) => one.rows || isOfAFirm(one))) take(part.match || "none", [part], null, part.rows || [], false)
  if (!answers.length) take("none", [...left], null, [], false)
  answers.sort((one, other) => one.at - other.at)
  answers[0].answer.line.others = [...left].map(({ text }) => text)
  return answers.map(({ answer }) => answer)
}

/** The part that stands nearest to a code: of two the one before it, and one of a firm before any other. */
function nearest(parts, code, left) {
  const at = parts.indexOf(code)
  const far = (part) => Math.abs(parts.indexOf(part) - at)
  const firms = left.filter((part) => part.rows || isOfAFirm(part))
  const [first] = (firms.length ? firms : left).sort((one, other) => far(one) - far(other) || parts.indexOf(one) - parts.indexOf(other))
  return first ? [first] : []
}

/**
 * The answers to the same lines on another day. Names that were found near a line stay with it, if they have not ended
 * and nothing else is found.
 *
 * @param {Answer[]} answers given before
 * @param {Pasted[]} lines
 * @param {object[]} rows
 * @param {string} day YYYY-MM-DD
 * @returns {{answers: Answer[], skipped: string[]}}
 */
export function answeredAnew(answers, lines, rows, day) {
  const key = ({ line }) => `${line.number} ${line.text}`
  const near = new Map(answers.filter(({ match }) => match === "near").map((one) => [key(one), one.rows]))
  const standing = (one) => (near.get(key(one)) || []).filter((row) => !hasEnded(row.hidden_from || "", day))
  const { answers: anew, skipped } = answered(lines, rows, day)
  return { answers: anew.map((one) => (one.match === "none" ? withNear(one, standing(one)) : one)), skipped }
}

/** Whether a record is about an employer, and tells no story. */
export function isOfFirm(row) {
  return row.kind === "listing" || row.kind === "case"
}

function add(rows, key, row) {
  if (rows.has(key)) rows.get(key).push(row)
  else rows.set(key, [row])
}

/** What to look for near a line that nothing was found for. */
export function nearTo({ line }) {
  return { q: line.name || line.code }
}

/**
 * A line that nothing was found for, with firms whose names or codes are near: to compare, no answer.
 *
 * @param {Answer} one
 * @param {object[]} rows near to it
 * @returns {Answer}
 */
export function withNear(one, rows) {
  const near = rows.filter(isOfFirm)
  return near.length ? { ...one, match: "near", rows: near } : one
}

/**
 * A table as spreadsheets read it: UTF-8 with its mark, no cell a formula.
 *
 * @param {string[][]} table
 * @returns {string}
 */
export function csv(table) {
  const cell = (text) => `"${(FORMULA.test(text) ? `'${text}` : text).replace(/"/g, '""')}"`
  return `\ufeff${table.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`
}
