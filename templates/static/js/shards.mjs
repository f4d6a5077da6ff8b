/**
 * Fetches the index, and never takes a failed fetch for "no match".
 */

export const FORMAT = 1

/** The index cannot be read whole. */
export class IndexError extends Error {
  /** @param {string} what */
  constructor(what) {
    super(what)
    this.name = "IndexError"
  }
}

/**
 * Every row of the index. A release may change between two fetches, so the entry file is
 * read once more before giving up.
 *
 * @param {string} entry the address of the entry file
 * @param {typeof fetch} get
 * @returns {Promise<object[]>}
 */
export async function loadRows(entry, get) {
  try {
    return await loadOnce(entry, get)
  } catch (error) {
    if (!(error instanceof IndexError)) throw error
    return loadOnce(entry, get)
  }
}

async function loadOnce(entry, get) {
  const index = await readJson(entry, get, "no-cache")
  if (index.format !== FORMAT || !Array.isArray(index.shards)) {
    throw new IndexError("another format")
  }
  const parts = await Promise.all(index.shards.map((shard) => loadShard(entry, shard, get)))
  return parts.flat()
}

async function loadShard(entry, shard, get) {
  const found = await readJson(new URL(shard.file, entry).href, get, "default")
  const isWhole = found.format === FORMAT && Array.isArray(found.rows)
  if (!isWhole || found.rows.length !== shard.records) throw new IndexError("a shard is not whole")
  return found.rows
}

/**
 * @param {string} address
 * @param {typeof fetch} get
 * @param {RequestCache} cache
 */
export async function readJson(address, get, cache) {
  try {
    const answer = await get(address, { cache })
    if (!answer.ok) throw new IndexError(`status ${answer.status}`)
    return await answer.json()
  } catch (error) {
    throw error instanceof IndexError ? error : new IndexError(String(error))
  }
}
