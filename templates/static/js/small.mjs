/**
 * All rows of a list that is not large, to look through: of a small one always, of a longer one where somebody
 * wants all that answer.
 */

import { placesIn, rowsOf } from "./brief.mjs"
import { answers } from "./query.mjs"
import { IndexError, beside, readSealed, twice } from "./shards.mjs"

/** Answers from rows alone what a large list answers from its pages. */
class Small {
  /**
   * @param {object[]} rows
   * @param {Record<string, string>} places
   */
  constructor(rows, places) {
    this.rows = rows
    this.places = places
  }

  /** @returns {Promise<{found: object[], total: number, isWhole: boolean}>} every row that answers */
  async answers(q, day) {
    const found = answers(this.rows, q, day)
    return { found, total: found.length, isWhole: true }
  }
}

/**
 * Every row, and the entry file that names them: another one where the release has changed meanwhile.
 *
 * @param {string} address of the entry file
 * @param {object} known the entry as it was read
 * @param {typeof fetch} get
 * @returns {Promise<{entry: object, index: Small}>}
 */
export async function inRows(address, known, get) {
  const whole = new Map()
  return twice(async (cache) => {
    const entry = cache.entry === "reload" ? await readSealed(address, get, "reload") : known
    const { shards } = entry
    if (!shards) throw new IndexError("a list that has become large")
    const places = placesIn(entry)
    const faults = []
    // Every one is waited for, so that the second time asks for nothing that the first time brought.
    await Promise.all(shards.map((shard) => loadShard(address, shard, places, get, cache.file, whole).catch((fault) => faults.push(fault))))
    if (faults.length) throw faults[0]
    return { entry, index: new Small(shards.flatMap((shard) => whole.get(shard.file)), places) }
  })
}

async function loadShard(address, shard, places, get, cache, whole) {
  if (whole.has(shard.file)) return
  const { rows, o: organs } = await readSealed(beside(address, shard.file), get, cache)
  const found = rows.flatMap((written) => rowsOf(written, organs, places))
  if (found.length !== shard.records) throw new IndexError("a shard is not whole")
  whole.set(shard.file, found)
}
