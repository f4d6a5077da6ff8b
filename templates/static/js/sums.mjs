/**
 * The rows of very many names and codes at once: one table has a sum of each, and whose it is.
 */

import { Large, unique } from "./large.mjs"
import { numberAt, numbersOf, sumOf } from "./pages.mjs"

const SUM_LETTERS = 5
const SUM_SHIFT = 7
// A browser refuses thousands of requests that wait for each other.
const AT_A_TIME = 256

/**
 * The rows that any of some codes and names may be of: of a small list all.
 *
 * @param {object} index
 * @param {string[]} codes folded
 * @param {string[]} names folded, their legal forms short
 * @returns {Promise<object[]>}
 */
export async function rowsOfAny(index, codes, names) {
  if (!(index instanceof Large)) return index.rows
  return index.twice(async () => {
    const table = await index.read(index.entry.large.check)
    if (!table.sums) table.sums = sumsIn(table)
    const { code, name } = table.sums
    const blocks = [...codes.map((key) => code.get(shortSum(key))), ...names.map((key) => name.get(shortSum(key)))]
    const every = unique([].concat(...blocks.filter((found) => found)))
    const rows = []
    for (let at = 0; at < every.length; at += AT_A_TIME) rows.push(...(await index.rows(every.slice(at, at + AT_A_TIME))))
    return rows
  })
}

/**
 * The blocks of each sum of a code or a name.
 *
 * @param {{both: string, code: string, name: string}} table
 * @returns {{code: Map<number, number[]>, name: Map<number, number[]>}}
 */
function sumsIn({ both, code, name }) {
  const found = { code: new Map(), name: new Map() }
  for (const [packed, sorts] of [[both, ["code", "name"]], [code, ["code"]], [name, ["name"]]]) {
    let block = 0
    for (let at = 0; at < packed.length; ) {
      const [step, start] = numberAt(packed, at)
      block += step
      at = start + SUM_LETTERS * sorts.length
      numbersOf(packed.slice(start, at), SUM_LETTERS).forEach((own, place) => {
        const of = found[sorts[place]]
        if (of.has(own)) of.get(own).push(block)
        else of.set(own, [block])
      })
    }
  }
  return found
}

/** The sum by which a code or a name is looked for among very many. */
function shortSum(key) {
  return sumOf(key) >>> SUM_SHIFT
}
