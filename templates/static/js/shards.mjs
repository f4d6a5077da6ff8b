/**
 * Fetches the index, and never takes a failed fetch for "no match".
 */

export const FORMAT = 2

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
 * Every row of the index, the names of its tables, and the bodies' telephones. A release may change between two fetches, and a shard's name tells its
 * content: where one is missing, cut short or garbled, the entry file is read again once, past the
 * browser's own copy, and then the shards that it names now. What was read whole is kept.
 *
 * @param {string} entry the address of the entry file
 * @param {typeof fetch} get
 * @returns {Promise<{rows: object[], texts: string[], tables: Record<string, string>, phones: Record<string, string>}>}
 *   an `IndexError` if some of it could not be read the second time either
 */
export async function loadIndex(entry, get) {
  const whole = new Map()
  try {
    return await loadOnce(entry, get, { entry: "no-cache", shard: "default" }, whole)
  } catch (error) {
    if (!(error instanceof IndexError)) throw error
    return loadOnce(entry, get, { entry: "reload", shard: "reload" }, whole)
  }
}

async function loadOnce(entry, get, cache, whole) {
  const index = await readEntry(entry, get, cache.entry)
  const total = index.shards.reduce((sum, shard) => sum + Object(shard).records, 0)
  if (total !== index.records) throw new IndexError("the entry file is not whole")
  const load = async (shard) => whole.get(shard.file) || loadShard(entry, shard, get, cache.shard)
  const faults = []
  const keep = (shard) => (rows) => whole.set(shard.file, rows)
  // Every one is waited for, so that the second time asks for nothing that the first time brought.
  await Promise.all(index.shards.map((shard) => load(shard).then(keep(shard), (fault) => faults.push(fault))))
  if (faults.length) throw faults[0]
  const rows = index.shards.flatMap((shard) => whole.get(shard.file))
  const texts = index.shards.map((shard) => shard.texts)
  return { rows, texts, tables: index.tables, phones: index.phones }
}

async function readEntry(entry, get, cache) {
  const index = await readJson(entry, get, cache)
  if (index.format !== FORMAT || !Array.isArray(index.shards)) {
    throw new IndexError("another format", true)
  }
  return { ...index, tables: Object(index.tables), phones: Object(index.phones) }
}

/**
 * A table of characters, which the entry file names as it names the shards.
 *
 * @param {string} entry
 * @param {Record<string, string>} tables as the index named them
 * @param {string} name
 * @param {typeof fetch} get
 * @returns {Promise<object>} an `IndexError` if it could not be read the second time either
 */
export async function loadTable(entry, tables, name, get) {
  try {
    return await readTable(entry, tables[name], get, "default")
  } catch (error) {
    if (!(error instanceof IndexError)) throw error
    const index = await readEntry(entry, get, "reload")
    return readTable(entry, index.tables[name], get, "reload")
  }
}

async function readTable(entry, file, get, cache) {
  const { format, ...table } = await readJson(new URL(String(file), entry).href, get, cache)
  if (format !== FORMAT) throw new IndexError("another format", true)
  if (!Object.values(table).every((packed) => typeof packed === "string")) throw new IndexError("no table")
  return table
}

async function loadShard(entry, shard, get, cache) {
  const found = await readJson(new URL(shard.file, entry).href, get, cache)
  if (found.format !== FORMAT || !Array.isArray(found.rows)) {
    throw new IndexError("another format", true)
  }
  if (found.rows.length !== shard.records || !found.rows.every(isRow)) {
    throw new IndexError("a shard is not whole")
  }
  return found.rows
}

/** Whether a row is one that can be looked through. */
function isRow(row) {
  return Array.isArray(Object(row).names)
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

/**
 * The texts of every record, by id. Where one of their files is gone the release has changed.
 *
 * @param {string} entry
 * @param {string[]} files as the index named them
 * @param {typeof fetch} get
 * @returns {Promise<Map<string, string[]>>} an `IndexError` if some of them could not be read
 */
export async function loadTexts(entry, files, get) {
  const found = await Promise.all(files.map((file) => readJson(new URL(String(file), entry).href, get, "default")))
  if (found.some((shard) => shard.format !== FORMAT)) throw new IndexError("another format", true)
  if (!found.every((shard) => Array.isArray(shard.texts))) throw new IndexError("no texts")
  return new Map(found.flatMap((shard) => shard.texts.map(({ id, texts }) => [id, texts])))
}
