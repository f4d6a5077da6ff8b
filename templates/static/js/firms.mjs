/**
 * Every firm behind a piece of a large list, and every block of rows that has one.
 */

import { isChosen } from "./choosing.mjs"
import { LISTED, MOST, answering, unique } from "./large.mjs"
import { BASE, beginningOf, node, numberAt, numbersOf } from "./pages.mjs"
import { IndexError } from "./shards.mjs"

// So many blocks are read at a time.
const AT_A_TIME = 10

/** The next that answer what very many share, of what is chosen; `rest` of the blocks is known. */
export async function nextOf(known) {
  const { index, asked, day, nodes, others, query = {} } = known
  const before = new Set(others.map(({ row }) => row.id))
  let found = []
  while (!found.length && known.rest.length) {
    const rows = await index.rows(known.rest.slice(0, AT_A_TIME))
    found = answering(rows, asked, day, nodes).filter(({ row }) => !before.has(row.id) && isChosen(row, query))
    known.rest = known.rest.slice(AT_A_TIME)
  }
  return found
}

/** The numbers of firms, each written as how much it is more than that of the block before. */
export function firmsIn(text) {
  const found = []
  let before = 0
  for (let at = 0; at < text.length; ) {
    const [step, end] = numberAt(text, at)
    found.push(before + step)
    before = BASE * blockOf(before + step)
    at = end
  }
  return found
}

/** The block of rows that a firm stands in. */
export function blockOf(firm) {
  return Math.floor(firm / BASE)
}

/** Every block of rows that has any of some pieces, each once. */
export async function everyBlock(large, nodes) {
  const blocks = await Promise.all(nodes.map((each) => blocksOf(large, each)))
  return unique(blocks.flat())
}

/** The blocks of rows that may have of each of some sets of pieces any: of firms that are told, those that have. */
export async function blocksOfEach(large, sets) {
  const lists = await Promise.all(sets.map((nodes) => having(large, nodes)))
  const [first, ...rest] = lists.sort((one, other) => one.every.size - other.every.size)
  const firms = [...first.firms].filter((firm) => rest.every((others) => others.firms.has(firm) || others.blocks.has(blockOf(firm))))
  const blocks = [...first.blocks].filter((block) => rest.every((others) => others.every.has(block)))
  return unique([...firms.map(blockOf), ...blocks])
}

/** Who has any of some pieces: the firms of those that tell them, the blocks of others, and the blocks of all. */
async function having(large, nodes) {
  const told = await Promise.all(nodes.map((each) => firmsOf(large, each)))
  const firms = new Set(told.filter(Boolean).flat())
  const blocks = new Set(await everyBlock(large, nodes.filter((_each, at) => !told[at])))
  return { firms, blocks, every: new Set([...[...firms].map(blockOf), ...blocks]) }
}

/** All firms that have a piece, where the index tells them; null where it tells blocks. */
export async function firmsOf(large, piece) {
  const { table, text, records, isShared } = piece
  const isTold = isShared && ((LISTED.includes(table) && records > MOST) || (await large.apart(table)).has(text))
  if (!isTold) return null
  const told = await end(large, piece)
  if (!told) throw new IndexError("firms of another release")
  return firmsIn(told)
}

async function blocksOf(large, piece) {
  const { table, text } = piece
  if (!piece.isShared) return piece.blocks
  const firms = await firmsOf(large, piece)
  if (firms) return firms.map(blockOf)
  const page = await pageOf(large, piece, "")
  const pieces = page.pieces.map((each, at) => ({ ...node(page.whose[at], [], 0, large.width), table, text: each }))
  const longer = pieces.filter((each) => each.text.startsWith(text))
  const found = await Promise.all(longer.map((each) => (each.isShared ? endingWith(large, each) : each.blocks)))
  return found.flat()
}

/** The blocks that have a text which ends with a piece, or all that have it. */
async function endingWith(large, piece) {
  const firms = await firmsOf(large, piece)
  return firms ? firms.map(blockOf) : numbersOf(await end(large, piece), large.width)
}

/** What is said of a piece where all stand that have what many share, or end with it. */
async function end(large, piece) {
  const page = await pageOf(large, piece, "ends-")
  return page.whose[page.pieces.indexOf(piece.text)] || ""
}

async function pageOf(large, { table, text }, sort) {
  const [shortest, slots] = large.entry.large.tables[table]
  return large.page(table, sort, beginningOf(text, shortest, await large.apart(table)), sort ? Math.max(slots >> 3, 1) : slots)
}
