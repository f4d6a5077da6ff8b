/**
 * Fetches the index, and never takes a failed fetch for "no match".
 */

export const FORMAT = 1

/** The index cannot be read whole. */
export class IndexError extends Error {
  /**
   * @param {string} what
   * @param {boolean} [isOtherFormat] whether the site has moved on from this page
   */
  constructor(what, isOtherFormat = false) {
    super(what)
    this.name = "IndexError"
    this.isOtherFormat = isOtherFormat
  }
}

/**
 * Every row of the index. A release may change between two fetches, so the entry file is
 * read once more before giving up, and the shards past the browser's own copies.
 *
 * @param {string} entry the address of the entry file
 * @param {typeof fetch} get
 * @returns {Promise<object[]>}
 */
export async function loadRows(entry, get) {
  try {
    return await loadOnce(entry, get, "default")
  } catch (error) {
    if (!(error instanceof IndexError)) throw error
    return loadOnce(entry, get, "reload")
  }
}

async function loadOnce(entry, get, cache) {
  const index = await readJson(entry, get, "no-cache")
  if (index.format !== FORMAT || !Array.isArray(index.shards)) {
    throw new IndexError("another format", true)
  }
  const parts = await Promise.all(index.shards.map((shard) => loadShard(entry, shard, get, cache)))
  return parts.flat()
}

async function loadShard(entry, shard, get, cache) {
  const found = await readJson(new URL(shard.file, entry).href, get, cache)
  if (found.format !== FORMAT || !Array.isArray(found.rows)) {
    throw new IndexError("another format", true)
  }
  if (found.rows.length !== shard.records) throw new IndexError("a shard is not whole")
  return found.rows
}

/**
 * A file of the site; an `IndexError` if it is not there or no object.
 *
 * @param {string} address
 * @param {typeof fetch} get
 * @param {RequestCache} cache
 * @returns {Promise<object>}
 */
export async function readJson(address, get, cache) {
  try {
    const answer = await get(address, { cache })
    if (!answer.ok) throw new IndexError(`status ${answer.status}`)
    return Object(await answer.json())
  } catch (error) {
    throw error instanceof IndexError ? error : new IndexError(String(error))
  }
}
