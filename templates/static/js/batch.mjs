/**
 * Many names and codes at once: what each line is about, and what of the list it is. No DOM, no network.
 */

import { hasEnded } from "./days.mjs"
import { fold } from "./fold.mjs"
import { short } from "./query.mjs"

/** How many lines are looked up at once. */
export const MOST_LINES = 5000

const BETWEEN = /[\t,，;；|]/
const WHOLE_CODE = /^(?:[0-9a-z]{18}|\d{13}|\d{15})$/
const ORDINAL = /^\d{0,12}$/
const HEADING = /^(?:序号|编号|单位|企业|公司|用人单位|雇主|投标人|供应商)?(?:全称|名称|名单)?(?:统一)?(?:社会)?(?:信用)?(?:代码)?$/
// A spreadsheet takes what begins so for a formula.
const FORMULA = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]/u

/**
 * @typedef {object} Line
 * @property {string} text what was taken for them, as written
 * @property {string} name folded; empty if there is none
 * @property {string} code folded; empty if there is none
 *
 * @typedef {object} Answer
 * @property {Line} line
 * @property {"code" | "name" | "former_name" | "near" | "none"} match by what; only a code identifies
 * @property {object[]} rows
 * @property {boolean} differs whether what else the line says is otherwise on the list
 */

/**
 * The lines of a text or a table: a name, a code, or both, and whatever stands beside them.
 *
 * @param {string} text
 * @param {(text: string) => string} [simplify] of traditional characters
 * @returns {Line[]}
 */
export function linesIn(text, simplify = (one) => one) {
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|[\r\n\u2028\u2029]/)
  return lines.map((line) => lineOf(line, simplify)).filter((line) => line.name || line.code)
}

function lineOf(text, simplify) {
  const cells = text.split(BETWEEN).map((cell) => cell.replace(/^\s*"|"\s*$/g, "").trim())
  const folded = cells.map((cell) => simplify(fold(cell)))
  const code = folded.find((cell) => WHOLE_CODE.test(cell)) || ""
  const names = folded.filter((cell) => !WHOLE_CODE.test(cell) && !ORDINAL.test(cell))
  // Of several texts in a row the name is the one that ends as names of firms do, or else the first.
  const name = names.find((cell) => /(?:公司|厂|店|部|中心|合作社|院|所|行|队)$/.test(cell)) || names[0] || ""
  const isHeading = !code && folded.every((cell) => HEADING.test(cell))
  const written = cells.filter((_cell, at) => folded[at] && (folded[at] === name || folded[at] === code))
  return { text: written.join(" "), name: isHeading ? "" : short(name), code }
}

/**
 * What of the list each line is. A code tells who it is; a name alone may be another's.
 *
 * @param {Line[]} lines
 * @param {object[]} rows
 * @param {string} day YYYY-MM-DD
 * @returns {Answer[]}
 */
export function answered(lines, rows, day) {
  const known = { code: new Map(), name: new Map(), former_name: new Map() }
  for (const row of rows) {
    if (!isOfFirm(row) || hasEnded(row.hidden_from || "", day)) continue
    for (const code of row.codes || []) add(known.code, code, row)
    row.names.forEach((name, at) => add(at === 0 ? known.name : known.former_name, short(name), row))
  }
  return lines.map((line) => answer(line, known))
}

/** Whether a record is about an employer, and tells no story. */
export function isOfFirm(row) {
  return row.kind === "listing" || row.kind === "case"
}

function add(rows, key, row) {
  if (rows.has(key)) rows.get(key).push(row)
  else rows.set(key, [row])
}

function answer(line, known) {
  const by = (match, rows, differs) => ({ line, match, rows, differs })
  const same = (line.code && known.code.get(line.code)) || []
  if (same.length) {
    return by("code", same, line.name !== "" && !same.some((row) => row.names.some((name) => short(name) === line.name)))
  }
  for (const match of ["name", "former_name"]) {
    const rows = (line.name && known[match].get(line.name)) || []
    if (rows.length) return by(match, rows, line.code !== "" && rows.every((row) => (row.codes || []).length > 0))
  }
  return by("none", [], false)
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
