/**
 * The search box. What a reader types stays on his device: it is never part of a request.
 */

import { Choices } from "./choices.mjs"
import { isStale, today } from "./days.mjs"
import { fold } from "./fold.mjs"
import { answers, chosen, heard, latest, readQuery, similar, writeQuery } from "./query.mjs"
import { Results } from "./results.mjs"
import { IndexError, loadIndex, loadTable, readJson } from "./shards.mjs"
import { spoken } from "./sounds.mjs"
import { simplified, soundsIn, variantsIn } from "./tables.mjs"

const AS_OF_FORMAT = 1
const WAIT_MS = 200
// A tab may stay open while the site is published anew.
const KEEP_MS = 10 * 60 * 1000
const READERS = { variants: variantsIn, sounds: soundsIn }

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
    const index = await loadIndex(entry, get)
    const tables = new Map()
    const table = async (name) => {
      if (!tables.has(name)) tables.set(name, READERS[name](await loadTable(entry, index.tables, name, get)))
      return tables.get(name)
    }
    known = { rows: index.rows, table, release }
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
    const { results } = this
    const label = (name, values) => results.label(name, values)
    this.choices = new Choices(form, label, (place) => results.near(place), () => this.now())
    this.clear = form.querySelector("[data-clear]")
    this.base = new URL(root.getAttribute("data-root"), document.baseURI).href
    this.write = latest(writing(reader(root)))
    this.hear = latest(hearing)
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
    this.choices.choose(query)
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
    return { q: this.input.value, ...this.choices.chosen }
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
    const written = await this.write(query)
    // What has been typed meanwhile is answered when the typing stops.
    if (written === null || query.q !== this.input.value) return
    if (written.error) this.results.failed(query, written.error.isOtherFormat)
    else if (written.found) await this.answer(query, written)
    else {
      this.choices.offer([], [], query)
      this.results.idle()
    }
  }

  /** What is written as it was typed shows at once, and what sounds the same once that is known. */
  async answer(query, written) {
    const { rows, found, release, day, asked } = written
    this.choices.offer(rows, found, query)
    const hits = chosen(found, query)
    const known = { base: this.base, scope: this.choices.scope, asked, ...freshness(release, day) }
    if (hits.length) this.results.written(query, hits, known)
    const also = await this.hear(query, written)
    if (also === null || query.q !== this.input.value) return
    if (also.error && !hits.length) return this.results.failed(query, also.error.isOtherFormat)
    const alike = also.found || []
    this.choices.offer(rows, found.length ? found : alike, query)
    const suggested = hits.length ? [] : similar(rows, { ...query, q: asked }, day)
    if (!hits.length) this.results.written(query, hits, { ...known, suggested })
    this.results.heard(chosen(alike, query))
  }
}

function freshness(release, day) {
  const validUntil = String(release.valid_until || "")
  return { day: String(release.as_of || ""), isFresh: validUntil !== "" && !isStale(validUntil, day) }
}

/** What answers as it is written, the fault that stood in the way, or nothing to look up. */
function writing(read) {
  return orError(async (query) => {
    if (!fold(query.q)) return {}
    const { rows, table, release } = await read()
    const day = today(Date.now(), String(release.as_of || ""))
    let asked = query.q
    let found = answers(rows, asked, day)
    // The index has simplified characters alone, so that what holds another finds nothing.
    if (!found.length && /[^\0-\u2e7f]/.test(asked)) {
      asked = simplified(asked, await table("variants"))
      if (asked !== query.q) found = answers(rows, asked, day)
    }
    return { rows, table, release, day, asked, found }
  })
}

/** What sounds like it besides. */
const hearing = orError(async (_query, { rows, table, day, asked, found }) => {
  const said = spoken(asked)
  return { found: said.length ? heard(rows, said, await table("sounds"), day, found) : [] }
})

function orError(find) {
  return async (...asked) => {
    try {
      return await find(...asked)
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
