/**
 * Choices among thousands that answer: what each of their records may be chosen by stands in one file of a
 * large list.
 */

import { KINDS } from "./brief.mjs"
import { isChosen } from "./choosing.mjs"
import { blockOf, everyBlock, firmsIn, firmsOf, nextOf } from "./firms.mjs"
import { MOST, answering, bestOf, unique } from "./large.mjs"
import { numberAt } from "./pages.mjs"
import { IndexError } from "./shards.mjs"

/**
 * All that answer what very many share, as far as they may be chosen by, and the first of what is chosen.
 *
 * @param {object} known what `reader` has read
 * @param {string} q
 * @param {string} day
 * @param {object} written what was found by the best, as of `Large.answers`
 * @param {object} query with what is chosen
 * @returns {Promise<object>} `counted` holds each record's traits in place of its row, `rest` the blocks that
 *   are still to come; as `written` where it cannot be told which records of a firm answer
 */
export async function amongThousands({ index }, q, day, written, query) {
  return index.twice(async () => {
    const many = written.nodes.filter(({ records }) => records)
    const [traits, ...told] = await Promise.all([traitsOf(index), ...many.map((node) => firmsOf(index, node))])
    const firms = unique(told.filter(Boolean).flat())
    // A newer release may have firms that this file has not.
    if (!firms.every((firm) => traits.has(firm))) throw new IndexError("choices of another release")
    const untold = await everyBlock(index, many.filter((_node, at) => !told[at]))
    const read = new Set([...untold, ...firms.filter((firm) => traits.get(firm).isMixed).map(blockOf)])
    if (read.size > MOST) return written
    const others = new Set(written.others.map(({ row }) => row.id))
    const judged = answering(await index.rows([...read]), q, day, many).filter(({ row }) => !others.has(row.id))
    const plain = firms.filter((firm) => !read.has(blockOf(firm)))
    const counted = [...plain.flatMap((firm) => traits.get(firm).found), ...judged, ...written.others]
    // Of what stands in projects and titles of documents, not every record of a firm need have it.
    if (counted.length !== written.total) return written
    const isWanted = (firm) => traits.get(firm).found.some(({ row }) => isChosen(row, query))
    const wanted = new Set([...read, ...plain.filter(isWanted).map(blockOf)])
    const rest = unique([...many.flatMap(bestOf), ...wanted]).filter((block) => wanted.has(block))
    const known = { index, asked: q, day, query, nodes: many, others: written.others, rest }
    const found = [...(await nextOf(known)), ...written.others]
    const total = counted.filter(({ row }) => isChosen(row, query)).length
    return { ...written, ...known, found, counted, total }
  })
}

/** What the records of each firm may be chosen by, as rows say it, and whether they call it otherwise. */
async function traitsOf(index) {
  const { traits, organs, firms, counts, whose } = await index.read(index.entry.large.choices)
  const rows = traits.map(([kind, region, body, year]) => ({ row: { kind: KINDS[kind], region, body, year, organ: organs[body] } }))
  const known = new Map()
  let [at, after] = [0, 0]
  for (const firm of firmsIn(firms)) {
    const [twice, end] = numberAt(counts, after)
    after = end
    const found = []
    while (found.length < twice >> 1) {
      const [trait, next] = numberAt(whose, at)
      found.push(rows[trait])
      at = next
    }
    known.set(firm, { found, isMixed: twice % 2 === 1 })
  }
  return known
}
