/**
 * The search box. What a reader types stays on his device: it is never part of a request.
 */

import { isStale, today } from "./days.mjs"
import { fold } from "./fold.mjs"
import { latest, readQuery, search, similar, writeQuery } from "./query.mjs"
import { Results } from "./results.mjs"
import { IndexError, loadRows, readJson } from "./shards.mjs"

const AS_OF_FORMAT = 1
const WAIT_MS = 200
// A tab may stay open while the site is published anew.
const KEEP_MS = 10 * 60 * 1000

/** On other pages the box leads to the search page. */
function lead(form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    const q = form.elements.namedItem("q").value.trim()
    location.href = form.getAttribute("data-search-page") + writeQuery({ q })
  })
}

/** The index and what the site says of its release, read once in a while and after a failure. */
function reader(root) {
  const entry = new URL(root.getAttribute("data-entry"), document.baseURI).href
  const asOf = new URL(root.getAttribute("data-as-of-file"), document.baseURI).href
  const get = (address, options) => fetch(address, options)
  let known = null
  let readAt = 0
  let reading = null
  const read = async () => {
    // The day comes first: should the site change in between, the rows are newer than they say.
    const release = await readRelease(asOf, get)
    known = { rows: await loadRows(entry, get), release }
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
  try {
    const found = await readJson(address, get, "no-cache")
    if (found.format === AS_OF_FORMAT) return found
  } catch (error) {
    if (!(error instanceof IndexError)) throw error
  }
  const tag = document.querySelector("meta[name=as-of]")
  return { as_of: tag ? tag.content : "", valid_until: "" }
}

/** The box and its choices on the search page, the address, and the answers below. */
class Lookup {
  /**
   * @param {HTMLElement} root
   * @param {HTMLFormElement} form
   */
  constructor(root, form) {
    this.results = new Results(root)
    this.input = form.elements.namedItem("q")
    this.kind = form.elements.namedItem("kind")
    this.region = form.elements.namedItem("region")
    this.clear = form.querySelector("[data-clear]")
    this.base = new URL(root.getAttribute("data-root"), document.baseURI).href
    this.answer = latest(answering(reader(root)))
    this.waiting = 0
    // While somebody types the address follows; where he stopped stays on the way back.
    this.isSettled = true
    this.listen(form)
  }

  listen(form) {
    this.input.addEventListener("input", (event) => {
      // Half of a Chinese word is pinyin that nobody means to look up.
      if (!event.isComposing) this.soon()
    })
    this.input.addEventListener("compositionend", () => this.soon())
    this.input.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.input.value && !event.isComposing) this.clear.click()
    })
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      this.now()
    })
    this.kind.addEventListener("change", () => this.now())
    this.region.addEventListener("change", () => this.now())
    this.clear.addEventListener("click", () => {
      this.input.value = ""
      this.now()
      this.input.focus()
    })
    addEventListener("hashchange", () => this.followAddress())
  }

  /** Look up what the address asks for. */
  followAddress() {
    clearTimeout(this.waiting)
    const query = readQuery(location.hash)
    this.input.value = query.q
    this.kind.value = query.kind
    if (this.kind.selectedIndex < 0) this.kind.value = ""
    if (query.region) this.offerRegions([], query.region)
    this.region.value = query.region
    this.isSettled = query.q !== ""
    this.run(this.typed())
  }

  now() {
    clearTimeout(this.waiting)
    this.remember(true)
    this.run(this.typed())
  }

  soon() {
    clearTimeout(this.waiting)
    if (fold(this.input.value)) this.results.loading()
    this.waiting = setTimeout(() => {
      this.remember(false)
      this.run(this.typed())
    }, WAIT_MS)
  }

  typed() {
    return { q: this.input.value, kind: this.kind.value, region: this.region.value }
  }

  remember(settles) {
    const address = writeQuery(this.typed())
    if (address !== location.hash) {
      const way = this.isSettled ? "pushState" : "replaceState"
      history[way](null, "", address || location.pathname)
    }
    this.isSettled = settles
  }

  async run(query) {
    this.clear.hidden = query.q === ""
    if (fold(query.q)) this.results.loading()
    const found = await this.answer(query)
    // What has been typed meanwhile is answered when the typing stops.
    if (found === null || query.q !== this.input.value) return
    if (found.error) this.results.failed(query, found.error.isOtherFormat)
    else if (found.rows) this.show(query, found.rows, found.release)
    else this.results.idle()
  }

  show(query, rows, release) {
    this.offerRegions(rows, query.region)
    const asOf = String(release.as_of || "")
    const validUntil = String(release.valid_until || "")
    const day = today(Date.now(), asOf)
    const isFresh = validUntil !== "" && !isStale(validUntil, day)
    const known = { base: this.base, day: asOf, isFresh, scope: this.scope() }
    const hits = search(rows, query, day)
    this.results.done(query, hits, { ...known, similar: hits.length ? [] : similar(rows, query, day) })
  }

  /** Let a reader choose among the leagues and cities that the index knows, too. */
  offerRegions(rows, wanted) {
    const found = new Map(rows.filter((row) => row.region).map((row) => [`${row.region.slice(0, 4)}00`, row.area]))
    if (wanted && !found.has(wanted)) {
      const inside = rows.find((row) => row.region === wanted)
      if (inside || !rows.length) found.set(wanted, inside ? inside.place : wanted)
    }
    const known = new Map([...this.region.options].map((option) => [option.value, option]))
    for (const code of [...found.keys()].sort()) {
      const name = this.results.near(found.get(code))
      if (!known.has(code)) this.region.append(new Option(name, code))
      else if (rows.length) known.get(code).text = name
    }
  }

  /** What was looked through, in words. */
  scope() {
    const kind = this.kind.selectedOptions[0]
    const place = this.region.selectedOptions[0].text
    const values = { kind: kind.getAttribute("data-scope") || kind.text, place }
    return this.results.label(this.region.value ? "scope-in-place" : "scope", values)
  }
}

/** Rows and release to search in, the fault that stood in the way, or nothing to look up. */
function answering(read) {
  return async (query) => {
    if (!fold(query.q)) return {}
    try {
      return await read()
    } catch (error) {
      if (!(error instanceof IndexError)) throw error
      return { error }
    }
  }
}

/** `?q=…` from elsewhere: into the hash, so that it is sent no further. */
function adoptQuestionMark() {
  if (!new URLSearchParams(location.search).has("q")) return
  history.replaceState(null, "", location.pathname + writeQuery(readQuery(location.search)))
}

for (const form of document.querySelectorAll("form[role=search]")) {
  const root = document.querySelector("[data-search]")
  if (root) {
    adoptQuestionMark()
    new Lookup(root, form).followAddress()
  } else {
    lead(form)
  }
  form.hidden = false
}
