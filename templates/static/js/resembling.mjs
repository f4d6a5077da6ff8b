/**
 * Names that somebody may have meant, where nothing is written so. No DOM.
 */

import { blocksOfEach } from "./firms.mjs"
import { fold } from "./fold.mjs"
import { BEST, CODE, Large, MANY, unique } from "./large.mjs"
import { SIMILAR_FROM, similar } from "./near.mjs"
import { CODE_END, CODE_RUN, LONGEST, short } from "./query.mjs"

// By so many characters a long name is told from all others.
const TELLING = 40
// So many blocks are read of those that may have what begins and goes on alike: of few hundreds some have a firm for each.
const BEGUN = 20

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
async function rowsSharing(large, asked) {
  if (asked.length < SIMILAR_FROM || asked.length > LONGEST) return []
  const wanted = asked.slice(0, TELLING)
  const isCode = wanted.length >= CODE_END && CODE.test(wanted.join(""))
  const parts = isCode ? pieces(wanted, CODE_RUN).map((part) => ["codes", part]) : pieces(wanted, 2).map((part) => ["names", part])
  const shared = new Map()
  for (const node of await large.all(parts)) {
    // What few share tells more of whom was meant.
    const weight = 1 / (node.records || node.blocks.length)
    for (const block of node.blocks) shared.set(block, (shared.get(block) || 0) + weight)
  }
  const most = [...shared].sort(([one, many], [other, more]) => more - many || one - other).map(([block]) => block)
  const begun = isCode ? [] : await blocksBegun(large, wanted)
  return large.rows(unique([...begun.slice(0, BEGUN), ...most.slice(0, BEST)]))
}

/**
 * The blocks of firms whose trade names begin as what was typed and that have all behind its second character: where very many
 * have that, no pair tells a trade name of two characters of which the second is wrong.
 */
async function blocksBegun(large, wanted) {
  const nodes = await large.all([["first", wanted[0]], ["names", wanted.slice(2).join("")]])
  if (nodes.length < 2 || nodes.some(({ records }) => records > MANY)) return []
  return blocksOfEach(large, nodes.map((node) => [node]))
}

/** Every part of so many characters. */
function pieces(characters, length) {
  return characters.slice(length - 1).map((_char, at) => characters.slice(at, at + length).join(""))
}
