/**
 * The search box. What a reader types stays on his device: it is never part of a request.
 */

import { Choices } from "./choices.mjs"
import { today } from "./days.mjs"
import { fold } from "./fold.mjs"
import { chosen, isNarrowed, latest, readQuery, writeQuery } from "./query.mjs"
import { Results } from "./results.mjs"
import { freshness, reader } from "./reader.mjs"
import { IndexError } from "./shards.mjs"

const WAIT_MS = 150
const MISHEARD = 4

/** A word of an input method, or something pasted, comes whole; what is typed key by key goes on. */
function isWhole({ data, inputType }) {
  return !/^delete/.test(inputType) && (data || "  ").length > 1
}

/** On other pages the box leads to the search page. */
function lead(form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    const q = form.elements.namedItem("q").value.trim()
    location.href = form.getAttribute("data-search-page") + writeQuery({ q })
  })
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
    this.choices = new Choices(form, label, (place) => results.near(place), () => this.narrow(), () => this.widen())
    this.clear = form.querySelector("[data-clear]")
    this.base = new URL(root.getAttribute("data-root"), document.baseURI).href
    this.read = reader(root)
    this.ahead = null
    this.write = latest(writing(() => this.readAsked()))
    this.hear = latest(hearing)
    this.tell = latest(lookingIntoTexts)
    this.resemble = latest(resembling)
    // Whether the full texts are looked into as well; said anew for each query.
    this.full = ""
    // Whether all that answer are wanted, where of very many only the best were read.
    this.isWide = false
    this.isAllThere = true
    this.waiting = 0
    // While somebody types the address follows; where he stopped stays on the way back.
    this.isSettled = true
    this.listen(form)
  }

  listen(form) {
    this.input.addEventListener("focus", () => this.readAhead(), { once: true })
    this.input.addEventListener("input", (event) => {
      this.full = ""
      this.isWide = false
      // Half of a Chinese word is pinyin that nobody means to look up.
      if (!event.isComposing) this.soon(event)
    })
    this.input.addEventListener("compositionend", (event) => this.soon(event))
    this.input.addEventListener("keydown", (event) => {
      if (event.isComposing) return
      if (event.key === "Escape" && this.input.value) this.clear.click()
      if (event.key === "ArrowDown" && this.results.focus(0)) event.preventDefault()
    })
    this.results.list.addEventListener("keydown", (event) => this.step(event))
    this.results.more.addEventListener("click", () => this.showMore())
    this.results.full.addEventListener("click", () => {
      this.full = "1"
      // The way back leads to the names alone.
      this.isSettled = true
      this.now()
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

  /** Who touches the box is about to ask: the index is on its way while he types. */
  readAhead() {
    this.ahead = this.read()
    // That it could not be read is said when he has asked.
    this.ahead.catch(() => null)
  }

  async readAsked() {
    const { ahead } = this
    this.ahead = null
    await ahead
    return this.read()
  }

  /** The next hits; behind the best of very many, all others. */
  async showMore() {
    const { shown, hits } = this.results
    if (shown < hits.length) this.results.showMore()
    else await this.widen()
    this.results.focus(shown)
  }

  /** What is chosen besides; the way back leads to what stood there before. */
  narrow() {
    this.isSettled = true
    this.now()
  }

  async widen() {
    if (this.isAllThere) return
    this.isWide = true
    await this.run(this.typed())
  }

  /** Arrows lead through the hits, Escape back to the box. */
  step(event) {
    const at = this.results.focused()
    if (event.key === "Escape") this.input.focus()
    else if (event.key === "ArrowDown") this.results.focus(at + 1)
    else if (event.key !== "ArrowUp") return
    else if (!this.results.focus(at - 1)) this.input.focus()
    event.preventDefault()
  }

  /** Look up what the address asks for. */
  followAddress() {
    clearTimeout(this.waiting)
    const query = readQuery(location.hash)
    this.input.value = query.q
    this.choices.choose(query)
    this.full = query.full
    this.isWide = false
    this.isSettled = query.q !== ""
    this.run(this.typed())
  }

  now() {
    clearTimeout(this.waiting)
    this.remember(true)
    this.run(this.typed())
  }

  /** @param {InputEvent | CompositionEvent} event */
  soon(event) {
    clearTimeout(this.waiting)
    if (fold(this.input.value)) this.results.loading()
    const go = () => {
      this.remember(false)
      this.run(this.typed())
    }
    if (isWhole(event)) go()
    else this.waiting = setTimeout(go, WAIT_MS)
  }

  typed() {
    return { q: this.input.value, ...this.choices.chosen, full: this.full, isWide: this.isWide }
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
    if (written.error) this.results.failed(query, written.error.label)
    else if (written.found) await this.answer(query, written)
    else {
      this.choices.offer({}, [], query, true, false)
      this.results.idle()
    }
  }

  /** What is written as it was typed shows at once, and what sounds the same once that is known. */
  async answer(query, written) {
    const { places, found, total, isWhole, canWiden, release, day, asked } = written
    this.isAllThere = !canWiden
    // Where only the best of very many are known, nothing can be counted out of them.
    const offer = (all) => this.choices.offer(places, all, query, isWhole, canWiden)
    offer(found)
    const hits = isWhole ? chosen(found, query) : chosen(found, { q: query.q })
    const count = isWhole ? hits.length : total
    const known = { base: this.base, scope: this.choices.scope, asked, count, canWiden, ...freshness(release, day) }
    if (hits.length) this.results.written(query, hits, known)
    const also = await this.hear(written)
    if (also === null || query.q !== this.input.value) return
    if (also.error && !hits.length) return this.results.failed(query, also.error.label)
    const alike = also.found || []
    offer(found.length ? found : alike)
    if (!hits.length) {
      const near = await this.resemble(written, { ...query, q: asked })
      if (near === null || query.q !== this.input.value) return
      if (near.error) return this.results.failed(query, near.error.label)
      this.results.written(query, hits, { ...known, suggested: near.found })
    }
    this.results.heard(chosen(alike, query))
    if (query.full) await this.answerFromTexts(query, written, [...found, ...alike])
    else this.results.done()
  }

  async answerFromTexts(query, written, others) {
    const also = await this.tell(written, others)
    if (also === null || query.q !== this.input.value) return
    if (also.error) {
      written.forget()
      return this.results.failed(query, also.error.label)
    }
    this.choices.offer(written.places, [...others, ...also.found], query, written.isWhole, !this.isAllThere)
    this.results.told(chosen(also.found, query), also.quote)
    this.results.done()
  }
}

/** What answers as it is written, the fault that stood in the way, or nothing to look up. */
function writing(read) {
  return orError(async (query) => {
    if (!fold(query.q)) return {}
    let known = await read()
    const day = today(Date.now(), String(known.release.as_of || ""))
    let asked = query.q
    let written = await known.index.answers(asked, day)
    if (!written.found.length) {
      asked = (await (await further()).simplifier(known, asked))(asked)
      if (asked !== query.q) written = await known.index.answers(asked, day)
    }
    if (!written.found.length) written = await (await further()).answersOfWords(known, asked, day, written)
    const canWiden = !written.isWhole && known.index.canWiden(written)
    if (!canWiden || !(query.isWide || isNarrowed(query))) return { ...known, ...written, canWiden, day, asked }
    if (known.entry.shards) {
      known = await known.whole()
      written = await known.index.answers(asked, day)
    } else written = await (await further()).everyAnswer(known, asked, day, written)
    return { ...known, ...written, canWiden: false, day, asked }
  })
}

/** What sounds like it besides. */
const hearing = orError(async (known) => {
  const { asked, found, isWhole, day } = known
  // Of what very many hold, what sounds the same is more than anybody reads; and who has so many
  // characters as they are written has not misheard them.
  const isHeard = isWhole && (!found.length || [...fold(asked)].length <= MISHEARD)
  return { found: isHeard ? await (await further()).soundingLike(known, asked, day, found) : [] }
})

/** What somebody may have meant, where nothing is written so. */
const resembling = orError(async (known, query) => ({ found: await (await further()).resembling(known, query, known.day) }))

/** What holds it in its full text besides. */
const lookingIntoTexts = orError(async (known, others) => (await further()).telling(known, known.asked, known.day, others))

/** What few look-ups need. */
async function further() {
  try {
    return await import("./further.mjs")
  } catch (error) {
    throw new IndexError(String(error))
  }
}

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
