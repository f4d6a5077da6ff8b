/**
 * Every firm behind a piece of a large list: where of very many more than the best are wanted, or what
 * several words hold. Fetched by the first query that needs it.
 */

import { fold } from "./fold.mjs"
import { BEST, LISTED, Large, MANY, MOST, bestOf, isListed, likely, unique, unlikely } from "./large.mjs"
import { addresses, beginningOf, node } from "./pages.mjs"
import { LONGEST, answers, chosen } from "./query.mjs"
import { IndexError } from "./shards.mjs"

const TELLING_WORDS = 8
// So many firms are read at a time.
const AT_A_TIME = 20

/**
 * All that answers what many share.
 *
 * @param {object} known what `reader` has read
 * @param {string} q
 * @param {string} day
 * @param {{nodes: object[]}} written the pieces that the best were found by
 * @returns {Promise<object>} what is known, of which all rows may have been read, and the answers
 */
export async function widened(known, q, day, written) {
  if (!known.entry.shards) return { ...known, ...(await everyAnswer(known, q, day, written)) }
  const all = await known.whole()
  return { ...all, ...(await all.index.answers(q, day)) }
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
    const found = answers(await index.rows(await everyFirm(index, nodes)), q, day)
    return { found, total: found.length, isWhole: true, nodes: [] }
  })
}

/**
 * The next of those that answer what very many share.
 *
 * @param {{index: Large, asked: string, day: string, nodes: object[], rest?: number[], query?: object, others: object[]}}
 *   known `rest` are the firms that are still to come, `query` what is chosen of them
 * @returns {Promise<object[]>} their rows; none where no more come
 */
export async function nextAnswers(known) {
  const { index, nodes } = known
  return index.twice(async () => {
    if (!known.rest) {
      const before = new Set(nodes.flatMap(bestOf))
      known.rest = (await everyFirm(index, nodes)).filter((firm) => !before.has(firm))
    }
    return chosen(await nextOf(known), known.query || {})
  })
}

/** The same, where `rest` is known: how well each answers, whatever is chosen of a firm's records. */
export async function nextOf(known) {
  const { index, asked, day, others } = known
  const before = new Set(others.map(({ row }) => row.id))
  let found = []
  while (!found.length && known.rest.length) {
    found = answers(await index.rows(known.rest.slice(0, AT_A_TIME)), asked, day).filter(({ row }) => !before.has(row.id))
    known.rest = known.rest.slice(AT_A_TIME)
  }
  return found
}

/** Every firm that has any of some pieces. */
export async function everyFirm(large, nodes) {
  const firms = await Promise.all(nodes.map((node) => firmsOf(large, node)))
  return unique(firms.flat())
}

/** Every firm that has a piece: on its page, or where all firms stand that have what many share. */
async function firmsOf(large, { table, text, records, firms }) {
  if (!records || firms.length > BEST) return firms
  const [shortest, slots] = large.entry.large.tables[table]
  const apart = await large.apart(table)
  const begin = (piece) => beginningOf(piece, shortest, apart)
  const page = await large.page(table, "", begin(text), slots)
  const found = []
  const shared = []
  page.pieces.forEach((piece, at) => {
    if (!piece.startsWith(text)) return
    const whose = node(page.whose[at], [], 0)
    if (whose.records && !page.whose[at].includes(";")) shared.push(piece)
    else found.push(...whose.firms)
  })
  const ends = await Promise.all(shared.map((piece) => large.page(table, "ends-", begin(piece), Math.max(slots >> 3, 1))))
  const ended = ends.flatMap((other, at) => addresses(other.whose[other.pieces.indexOf(shared[at])] || ""))
  return unique([...found, ...ended])
}

/**
 * What of a list that is looked up in pages answers several words, each somewhere.
 *
 * @param {object} known what `reader` has read
 * @param {string} q
 * @param {string} day
 * @param {object} none what was found of them as one
 * @returns {Promise<object>} as of `Large.answers`; an `IndexError` where too many would have to be looked at
 */
export async function answersOfWords(known, q, day, none) {
  const { index, entry } = known
  const words = q.split(/\s+/).map(fold).filter(Boolean)
  if (!(index instanceof Large) || words.length < 2 || fold(q).length > LONGEST) return none
  const rows = await index.twice(() => rowsOfWords(index, words))
  if (!rows && entry.shards) return (await known.whole()).index.answers(q, day)
  if (!rows) throw new IndexError("words that very many hold", "too-many")
  const found = answers(rows, q, day)
  return { found, total: found.length, isWhole: true, nodes: [] }
}

/** The rows of the firms that may hold all of some words; null where they are very many. */
async function rowsOfWords(large, words) {
  // The longest tell most; whether a row holds the others as well is seen when it is there.
  const telling = unique(words).sort((one, other) => other.length - one.length).slice(0, TELLING_WORDS)
  const each = await Promise.all(telling.map((word) => large.all([...likely(word), ...unlikely(word)])))
  const isTold = (node) => isListed(node) && node.records <= (LISTED.includes(node.table) ? MANY : MOST)
  const isFew = (nodes) => nodes.every(isTold) && sumOfNodes(nodes) <= MANY
  if (!each.some(isFew)) return null
  const lists = await Promise.all(each.filter(isFew).map(async (nodes) => {
    return new Set(await everyFirm(large, nodes))
  }))
  const [first, ...rest] = lists.sort((one, other) => one.size - other.size)
  const firms = [...first].filter((firm) => rest.every((others) => others.has(firm)))
  return firms.length > MOST ? null : large.rows(firms)
}

function sumOfNodes(nodes) {
  return nodes.reduce((sum, node) => sum + (node.records || node.firms.length), 0)
}
