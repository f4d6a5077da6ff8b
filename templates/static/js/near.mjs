/**
 * What answers a query otherwise than as it is written: by its sound, in a text, or nearly. No DOM, no network.
 * Rows, and what is found of them, are as in query.mjs.
 */

import { fold } from "./fold.mjs"
import { CODE_START, LONGEST, NEVER, TEXT_FROM, compare, isChosen, judged } from "./query.mjs"
import { heardAs } from "./sounds.mjs"

export const SIMILAR_FROM = 3
const SIMILAR = 5
const AROUND = 24
const NEAR = 0
const IN_ORDER = 1

/**
 * The rows whose names sound like what was typed.
 *
 * @param {Row[]} rows
 * @param {string[]} said by `spoken`
 * @param {Map<string, string[]>} sounds
 * @param {string} day
 * @returns {Found[]}
 */
export function heard(rows, said, sounds, day) {
  return judged(rows, day, (row) => heardAs(row, said, sounds))
}

/**
 * The rows whose texts hold what was typed, as one phrase or word by word.
 *
 * @param {Row[]} rows
 * @param {string} q
 * @param {Map<string, string[]>} texts
 * @param {string} day
 * @returns {Found[]}
 */
export function told(rows, q, texts, day) {
  const whole = fold(q)
  const words = q.split(/\s+/).map(fold).filter(Boolean)
  if ([...whole].length < TEXT_FROM || whole.length > LONGEST) return []
  return judged(rows, day, (row) => {
    if (row.is_person) return NEVER
    const found = (texts.get(row.id) || []).map(fold)
    if (found.some((text) => text.includes(whole))) return 0
    return words.every((word) => found.some((text) => text.includes(word))) ? 1 : NEVER
  })
}

/**
 * Where in a text what was typed stands, with some words around it.
 *
 * @param {string[]} texts
 * @param {string} q
 * @returns {{before: string, match: string, after: string} | null}
 */
export function snippet(texts, q) {
  const wanted = [fold(q), ...q.split(/\s+/).map(fold)].filter(Boolean)
  for (const part of wanted) {
    for (const text of texts) {
      const characters = [...text]
      const places = []
      const folded = characters.map((char, at) => {
        const one = fold(char)
        for (let _unit = 0; _unit < one.length; _unit++) places.push(at)
        return one
      })
      const start = folded.join("").indexOf(part)
      if (start < 0) continue
      const [from, to] = [places[start], places[start + part.length - 1] + 1]
      const cut = (a, b) => characters.slice(a, b).join("").replace(/\s+/g, " ")
      const before = (from > AROUND ? "…" : "") + cut(Math.max(0, from - AROUND), from)
      const after = cut(to, to + AROUND) + (to + AROUND < characters.length ? "…" : "")
      return { before, match: cut(from, to), after }
    }
  }
  return null
}

/**
 * Where no row answers, a few firms that somebody may have meant: one character of the name or
 * code is wrong, missing or too many, or others stand in between, as in 包头明远公司 for
 * 包头市明远建筑有限公司.
 *
 * @param {Row[]} rows
 * @param {{q: string, kind?: string, region?: string}} query
 * @param {string} day
 * @returns {Row[]}
 */
export function similar(rows, query, day) {
  const wanted = [...fold(query.q)]
  if (wanted.length < SIMILAR_FROM || wanted.length > LONGEST) return []
  const found = judged(rows, day, (row) => {
    if (row.is_person || !row.cores || !isChosen(row, query)) return NEVER
    if (row.names.some((name) => isNear([...name], wanted))) return NEAR
    if (wanted.length >= CODE_START && (row.codes || []).some((code) => isNear([...code], wanted))) return NEAR
    return row.names.some((name) => hasInOrder(name, wanted)) ? IN_ORDER : NEVER
  })
  found.sort(
    (one, other) =>
      one.place - other.place || one.row.title.length - other.row.title.length || compare(one.row.id, other.row.id),
  )
  // A firm may have a listing and several cases; its name is to be suggested once.
  const firms = found.filter(({ row }, at) => found.findIndex((other) => other.row.title === row.title) === at)
  return firms.slice(0, SIMILAR).map(({ row }) => row)
}

/** Whether a part of the text differs from what was typed in one character at most. */
function isNear(text, wanted) {
  if (wanted.length > text.length + 1) return false
  return text.some((_char, start) => {
    let at = 0
    while (at < wanted.length && text[start + at] === wanted[at]) at++
    const rest = wanted.slice(at)
    const fits = (from, left) => left.every((char, step) => text[from + step] === char)
    // Where they part: another character was typed, one was left out, or one is too many.
    return fits(start + at + 1, rest.slice(1)) || fits(start + at + 1, rest) || fits(start + at, rest.slice(1))
  })
}

function hasInOrder(name, wanted) {
  let at = 0
  for (const character of wanted) {
    at = name.indexOf(character, at) + 1
    if (at === 0) return false
  }
  return true
}
