/**
 * More than the best of very many: all of them, the next, those that are chosen, or what several words hold. Fetched by the
 * first query that needs it.
 */

import { amongThousands } from "./among.mjs"
import { blocksOfEach, everyBlock, nextOf } from "./firms.mjs"
import { fold } from "./fold.mjs"
import { CODE, LISTED, Large, MANY, MOST, answering, bestOf, likely, unique, unlikely } from "./large.mjs"
import { LONGEST, answers } from "./query.mjs"
import { IndexError } from "./shards.mjs"
import { whole } from "./whole.mjs"

const TELLING_WORDS = 8
const NO_MORE = { nodes: [], canWiden: false, canGoOn: false }

/**
 * All that answers what many share, or of thousands what of them is chosen.
 *
 * @param {object} known what is known of the best
 * @param {object} query with what is chosen
 * @returns {Promise<object>} the same of all, whose rows may all have been read
 */
export async function beyond(known, query) {
  const { asked, day, canGoOn, entry } = known
  if (canGoOn) {
    const among = await amongThousands(known, asked, day, known, query)
    return { ...known, ...among, cannotChoose: !among.counted }
  }
  if (!entry.shards) return { ...known, canWiden: false, ...(await everyAnswer(known, asked, day, known)) }
  const all = await whole(known)
  return { ...known, canWiden: false, ...all, ...(await all.index.answers(asked, day)) }
}

/**
 * All rows of a large list that answer what many share.
 *
 * @param {object} known what `reader` has read
 * @param {string} q
 * @param {string} day
 * @param {{nodes: object[]}} written the pieces that the best were found by
 * @returns {Promise<object>} as of `Large.answers`
 */
export async function everyAnswer({ index }, q, day, { nodes }) {
  return index.twice(async () => {
    const found = answering(await index.rows(await everyBlock(index, nodes)), q, day, nodes)
    return { found, total: found.length, isWhole: true, nodes: [] }
  })
}

/**
 * The next of those that answer what very many share.
 *
 * @param {{index: Large, asked: string, day: string, nodes: object[], rest?: number[], others: object[]}}
 *   known `rest` are the blocks that are still to come
 * @returns {Promise<Found[]>} none where no more come
 */
export async function nextAnswers(known) {
  const { index, nodes } = known
  return index.twice(async () => {
    if (!known.rest) {
      const before = new Set(nodes.flatMap(bestOf))
      known.rest = (await everyBlock(index, nodes)).filter((block) => !before.has(block))
    }
    return nextOf(known)
  })
}

/**
 * What of a list that is looked up in pages answers several words, each somewhere.
 *
 * @param {object} known what `reader` has read
 * @param {string} q
 * @param {string} day
 * @param {object} written what was found of them as one
 * @returns {Promise<object>} the same with it, as of `Large.answers`; where too many would have to be looked at, `isPart`, or
 *   an `IndexError` if there is none
 */
export async function answersOfWords(known, q, day, written) {
  const { index, entry } = known
  const wanted = fold(q)
  const words = q.split(/\s+/).map(fold).filter(Boolean)
  if (!(index instanceof Large) || words.length < 2 || wanted.length > LONGEST) return written
  // A code that is written in groups is one.
  if (written.found.length && CODE.test(wanted) && /\d/.test(wanted)) return written
  // Whoever holds them as one holds each, but for a character by itself, which may only begin a trade name.
  const canTell = written.isWhole || words.every((word) => [...word].length > 1)
  const rows = canTell && (await index.twice(() => rowsOfWords(index, words)))
  if (!rows && entry.shards) return { ...written, ...NO_MORE, ...(await (await whole(known)).index.answers(q, day)) }
  if (!rows && written.found.length) return { ...written, isPart: true }
  if (!rows) throw new IndexError("words that very many hold", "too-many")
  const others = answers(rows, q, day)
  const before = new Set(others.map(({ row }) => row.id))
  const found = [...others, ...written.found.filter(({ row }) => !before.has(row.id))]
  return { ...written, ...NO_MORE, found, total: found.length, isWhole: true }
}

/** The rows of the firms that may hold all of some words; null where they are very many. */
async function rowsOfWords(large, words) {
  // The longest tell most; whether a row holds the others as well is seen when it is there.
  const telling = unique(words).sort((one, other) => other.length - one.length).slice(0, TELLING_WORDS)
  const each = await Promise.all(telling.map((word) => large.all([...likely(word), ...unlikely(word)])))
  const isTold = ({ table, records }) => records <= (LISTED.includes(table) ? MANY : MOST)
  const isFew = (nodes) => nodes.every(isTold) && sumOfNodes(nodes) <= MANY
  if (!each.some(isFew)) return null
  const blocks = await blocksOfEach(large, each.filter(isFew))
  return blocks.length > MOST ? null : large.rows(blocks)
}

function sumOfNodes(nodes) {
  return nodes.reduce((sum, node) => sum + (node.records || node.blocks.length), 0)
}
