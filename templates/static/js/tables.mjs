/**
 * Tables of what is known of characters, and the numbers in them.
 */

import { beside, readSealed, twice } from "./shards.mjs"

/** A character that a table may know. */
export const BEYOND_LATIN = /[^\0-\u2e7f]/
const LETTER_BASE = 26
const CAPITAL_A = "A".charCodeAt(0)
const SMALL_A = "a".charCodeAt(0)

/** Numbers written in letters, base 26, with a capital at the end of each. */
export function numbers(packed) {
  const found = []
  let number = 0
  for (let at = 0; at < packed.length; at++) {
    const code = packed.charCodeAt(at)
    number = number * LETTER_BASE + code - (code < SMALL_A ? CAPITAL_A : SMALL_A)
    if (code >= SMALL_A) continue
    found.push(number)
    number = 0
  }
  return found
}

/** Numbers, each written as how much it is more than the one before. */
export function sums(packed) {
  let sum = 0
  return numbers(packed).map((step) => (sum += step))
}

/**
 * A table of characters, which the entry file names.
 *
 * @param {string} address of the entry file
 * @param {object} entry as it was read
 * @param {string} name
 * @param {typeof fetch} get
 * @returns {Promise<Record<string, string>>}
 */
export async function loadTable(address, entry, name, get) {
  return twice(async (cache) => {
    const { tables } = cache.entry === "reload" ? await readSealed(address, get, "reload") : entry
    const { format, sum, ...table } = await readSealed(beside(address, Object(tables)[name]), get, cache.file)
    return table
  })
}

/** What `read` makes of a table of characters, fetched once. */
export async function table({ address, entry, get, tables }, name, read) {
  if (!tables.has(name)) tables.set(name, read(await loadTable(address, entry, name, get)))
  return tables.get(name)
}
