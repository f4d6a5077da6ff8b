/**
 * Every firm behind a piece of a large list.
 */

import { BEST, unique } from "./large.mjs"
import { addresses, beginningOf, node } from "./pages.mjs"
import { answers } from "./query.mjs"

// So many firms are read at a time.
const AT_A_TIME = 20

/** The next that answer what very many share, whatever is chosen of a firm's records; `rest` of them is known. */
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
