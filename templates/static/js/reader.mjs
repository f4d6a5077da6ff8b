/**
 * The index and what the site says of its release, as pages read them.
 */

import { Large } from "./large.mjs"
import { fetched, readJson, readSealed, twice } from "./shards.mjs"

const AS_OF_FORMAT = 1
// A tab may stay open while the site is published anew.
const KEEP_MS = 10 * 60 * 1000

/**
 * Read once in a while and after a failure.
 *
 * @param {HTMLElement} root the element that says where the files lie
 * @returns {() => Promise<{index: object, address: string, entry: object, get: typeof fetch, tables: Map<string, Map>,
 *   places: Record<string, string>, release: object, forget: () => void, keep: (known: object) => void,
 *   rowsOfAll: (entry: object) => Promise<object>}>} what is known; `forget` has it read anew, `keep` has another known in its
 *   place, and `rowsOfAll` reads every row of a list that is not large
 */
export function reader(root) {
  const [address, asOf] = ["entry", "asOfFile"].map((name) => new URL(root.dataset[name], document.baseURI).href)
  const get = fetch
  let reading = null
  let readAt = 0
  const readEntry = () => twice((cache) => readSealed(address, get, cache.entry))
  const rowsOfAll = async (entry) => (await fetched(import("./small.mjs"))).inRows(address, entry, get)
  // After a fault the release may have changed: who asks again is answered from the index as it is then.
  const forget = () => {
    reading = null
  }
  const keep = (known) => {
    reading = Promise.resolve(known)
  }
  const read = async () => {
    const early = readEntry()
    early.catch(() => null)
    const release = await readRelease(asOf, get)
    // What is read after a page is of no older release. Where the site is of another day by now, the index is
    // read after that was said: rows may be newer than they say, and never older.
    const entry = await (release.as_of === dayOfPage() ? early : readEntry())
    const found = entry.large ? { entry, index: new Large(address, entry, get) } : await rowsOfAll(entry)
    return { ...found, address, get, tables: new Map(), places: found.index.places, release, forget, keep, rowsOfAll }
  }
  const now = () => {
    // What is typed meanwhile waits for the same files.
    if (!reading || Date.now() - readAt > KEEP_MS) {
      readAt = Date.now()
      reading = read()
      reading.catch(forget)
    }
    return reading
  }
  return now
}

/** What the site says of its release; without it hits may show, but "none" may not be said. */
async function readRelease(address, get) {
  const [found] = await readJson(address, get, "no-cache").catch(() => [{}])
  const { as_of: day, valid_until: until } = found.format === AS_OF_FORMAT ? found : { as_of: dayOfPage() }
  return { as_of: String(day || ""), valid_until: String(until || "") }
}

function dayOfPage() {
  const tag = document.querySelector("meta[name=as-of]")
  return tag ? tag.content : ""
}
