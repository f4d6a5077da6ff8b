/**
 * Names that somebody may have meant, where nothing is written so. No DOM.
 */

import { everyFirm } from "./firms.mjs"
import { fold } from "./fold.mjs"
import { BEST, CODE, Large, MANY, unique } from "./large.mjs"
import { SIMILAR_FROM, similar } from "./near.mjs"
import { CODE_END, CODE_RUN, short } from "./query.mjs"

const SIMILAR_TO = 40

/**
 * A few firms that somebody may have meant, where nothing is written so.
 *
 * @param {object} known what `reader` has read
 * @param {object} query
 * @param {string} day
 * @returns {Promise<object[]>}
 */
export async function resembling({ index }, query, day) {
  const rows = index instanceof Large ? await index.twice(() => rowsSharing(index, [...short(fold(query.q))])) : index.rows
  return similar(rows, query, day)
}

/** The rows of a large list that share most with what was typed. */
async function rowsSharing(large, wanted) {
  if (wanted.length < SIMILAR_FROM || wanted.length > SIMILAR_TO) return []
  const isCode = wanted.length >= CODE_END && CODE.test(wanted.join(""))
  const parts = isCode ? pieces(wanted, CODE_RUN).map((part) => ["codes", part]) : pieces(wanted, 2).map((part) => ["names", part])
  const shared = new Map()
  for (const node of await large.all(parts)) {
    // What few share tells more of whom was meant.
    const weight = 1 / (node.records || node.firms.length)
    for (const firm of node.firms) shared.set(firm, (shared.get(firm) || 0) + weight)
  }
  const most = [...shared].sort(([one, many], [other, more]) => more - many || one - other).map(([firm]) => firm)
  const begun = isCode ? [] : await firmsBegun(large, wanted)
  return large.rows(unique([...begun, ...most]).slice(0, BEST))
}

/**
 * The firms whose trade names begin as what was typed and that have all behind its second character: where very many have that,
 * no pair tells a trade name of two characters of which the second is wrong.
 */
async function firmsBegun(large, wanted) {
  const nodes = await large.all([["first", wanted[0]], ["names", wanted.slice(2).join("")]])
  if (nodes.length < 2 || nodes.some(({ records }) => records > MANY)) return []
  const [begun, having] = await Promise.all(nodes.map((node) => everyFirm(large, [node])))
  const also = new Set(having)
  return begun.filter((firm) => also.has(firm))
}

/** Every part of so many characters. */
function pieces(characters, length) {
  return characters.slice(length - 1).map((_char, at) => characters.slice(at, at + length).join(""))
}
