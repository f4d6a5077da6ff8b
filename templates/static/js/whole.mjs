/**
 * Every row of a list that is not large, where somebody wants more than its pages tell.
 */

import { Large } from "./large.mjs"

/**
 * What is known of a list whose rows have all been read: they answer from now on.
 *
 * @param {object} known what `reader` has read
 * @returns {Promise<object>}
 */
export async function whole(known) {
  if (!(known.index instanceof Large)) return known
  const { address, get, tables, release, forget, keep, rowsOfAll } = known
  const read = await rowsOfAll(known.entry)
  const all = { address, get, tables, release, forget, keep, rowsOfAll, ...read, places: read.index.places }
  keep(all)
  return all
}
