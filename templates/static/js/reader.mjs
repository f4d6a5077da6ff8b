/**
 * The index and what the site says of its release, as pages read them.
 */

import { isStale } from "./days.mjs"
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
 *   places: Record<string, string>, release: object, forget: () => void, whole: () => Promise<object>}>} what is
 *   known; `forget` has it read anew, and `whole` reads every row of a list that is not large
 */
export function reader(root) {
  const address = new URL(root.getAttribute("data-entry"), document.baseURI).href
  const asOf = new URL(root.getAttribute("data-as-of-file"), document.baseURI).href
  const get = (file, options) => fetch(file, options)
  let known = null
  let readAt = 0
  let reading = null
  const readEntry = () => twice((cache) => readSealed(address, get, cache.entry))
  const rowsOfAll = async (entry) => (await fetched(import("./small.mjs"))).inRows(address, entry, get)
  // After a fault the release may have changed: who asks again is answered from the index as it is then.
  const forget = () => {
    known = null
  }
  const whole = async () => {
    const now = known || (await read())
    if (now.index instanceof Large && now.entry.shards) known = { ...now, ...(await rowsOfAll(now.entry)) }
    return known
  }
  const read = async () => {
    const early = readEntry()
    early.catch(() => null)
    const release = await readRelease(asOf, get)
    // What is read after a page is of no older release. Where the site is of another day by now, the index is
    // read after that was said: rows may be newer than they say, and never older.
    const entry = await (release.as_of === dayOfPage() ? early : readEntry())
    const found = entry.large ? { entry, index: new Large(address, entry, get) } : await rowsOfAll(entry)
    known = { ...found, address, get, tables: new Map(), places: found.entry.places, release, forget, whole }
    readAt = Date.now()
    return known
  }
  const done = () => {
    reading = null
  }
  return async () => {
    if (known && Date.now() - readAt < KEEP_MS) return known
    // What is typed meanwhile waits for the same files.
    if (!reading) {
      reading = read()
      reading.then(done, done)
    }
    return reading
  }
}

/** What the site says of its release; without it hits may show, but "none" may not be said. */
async function readRelease(address, get) {
  const [found] = await readJson(address, get, "no-cache").catch(() => [{}])
  return found.format === AS_OF_FORMAT ? found : { as_of: dayOfPage(), valid_until: "" }
}

function dayOfPage() {
  const tag = document.querySelector("meta[name=as-of]")
  return tag ? tag.content : ""
}

/** Of which day the release is, and whether it may still be relied on by the day given. */
export function freshness(release, day) {
  const validUntil = String(release.valid_until || "")
  return { day: String(release.as_of || ""), isFresh: validUntil !== "" && !isStale(validUntil, day) }
}
