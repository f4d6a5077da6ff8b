/**
 * What somebody may have meant with a query that nothing answers. No DOM, no network.
 * Rows, and what is found of them, are as in query.mjs.
 */

import { compare, isChosen } from "./choosing.mjs"
import { fold } from "./fold.mjs"
import { CODE_START, LONGEST, NEVER, judged } from "./query.mjs"

export const SIMILAR_FROM = 3
const SIMILAR = 5
const NEAR = 0
const IN_ORDER = 1

/**
 * Where no row answers, a few firms that somebody may have meant: one character of the name or
 * code is wrong, missing or too many, two beside each other have changed places, or others stand in
 * between, as in 包头明远公司 for 包头市明远建筑有限公司.
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

/** Whether a part of the text differs from what was typed in one character at most, or in the order of two. */
function isNear(text, wanted) {
  if (wanted.length > text.length + 1) return false
  return text.some((_char, start) => {
    let at = 0
    while (at < wanted.length && text[start + at] === wanted[at]) at++
    const rest = wanted.slice(at)
    const fits = (from, left) => left.every((char, step) => text[from + step] === char)
    const isTurned = rest.length > 1 && text[start + at] === rest[1] && text[start + at + 1] === rest[0]
    // Where they part: another character was typed, one was left out, one is too many, or two are the other way round.
    return fits(start + at + 1, rest.slice(1)) || fits(start + at + 1, rest) || fits(start + at, rest.slice(1)) || (isTurned && fits(start + at + 2, rest.slice(2)))
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
