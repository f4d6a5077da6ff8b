/**
 * The full texts of records, which stand beside their rows.
 */

import { beside, readSealed } from "./shards.mjs"

/**
 * The texts of every record of a list that is not large, by id. Where a file of them is gone the
 * release has changed.
 *
 * @param {string} address of the entry file
 * @param {object} entry as it was read
 * @param {typeof fetch} get
 * @returns {Promise<Map<string, string[]>>}
 */
export async function loadTexts(address, entry, get) {
  const files = await Promise.all(entry.shards.map((shard) => readSealed(beside(address, shard.texts), get, "default")))
  return textsById(files.flatMap((file) => file.texts))
}

/** Texts of records by the records' ids. */
export function textsById(texts) {
  return new Map(texts.map((one) => [one.id, one.texts]))
}
