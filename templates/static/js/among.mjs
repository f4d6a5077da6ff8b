/**
 * Choices among thousands that answer: what each of their records may be chosen by stands in one file of a
 * large list.
 */

import { KINDS } from "./brief.mjs"
import { isChosen } from "./choosing.mjs"
import { everyFirm, nextOf } from "./firms.mjs"
import { MOST, bestOf, unique } from "./large.mjs"
import { addresses, numberAt } from "./pages.mjs"
import { answers } from "./query.mjs"
import { IndexError } from "./shards.mjs"

/**
 * All that answer what very many share, as far as they may be chosen by, and the first of what is chosen.
 *
 * @param {object} known what `reader` has read
 * @param {string} q
 * @param {string} day
 * @param {object} written what was found by the best, as of `Large.answers`
 * @param {object} query with what is chosen
 * @returns {Promise<object>} `counted` holds each record's traits in place of its row, `rest` the firms that
 *   are still to come; as `written` where it cannot be told which records of a firm answer
 */
export async function amongThousands({ index }, q, day, written, query) {
  return index.twice(async () => {
    const many = written.nodes.filter(({ records }) => records)
    const [traits, every] = await Promise.all([traitsOf(index), everyFirm(index, many)])
    // A newer release may have firms that this file has not.
    if (!every.every((firm) => traits.has(firm))) throw new IndexError("choices of another release")
    const [mixed, plain] = parted(every, (firm) => traits.get(firm).isMixed)
    if (mixed.length > MOST) return written
    const others = new Set(written.others.map(({ row }) => row.id))
    const answering = answers(await index.rows(mixed), q, day).filter(({ row }) => !others.has(row.id))
    const counted = [...plain.flatMap((firm) => traits.get(firm).found), ...answering, ...written.others]
    // Of what stands in projects and titles of documents, not every record of a firm need have it.
    if (counted.length !== written.total) return written
    const isWanted = (firm) => traits.get(firm).found.some(({ row }) => isChosen(row, query))
    const rest = unique([...many.flatMap(bestOf), ...every]).filter(isWanted)
    const known = { index, asked: q, day, query, others: written.others, rest }
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
  for (const firm of addresses(firms)) {
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

function parted(all, isOne) {
  return [all.filter(isOne), all.filter((each) => !isOne(each))]
}
