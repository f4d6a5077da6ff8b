/**
 * The search page. What a reader types stays on his device: it is never part of a request.
 */

import { allChosen, boxes, choose, form, offer } from "./choices.mjs"
import { today } from "./days.mjs"
import { fold } from "./fold.mjs"
import { chosen, isNarrowed, readQuery, writeQuery } from "./query.mjs"
import { freshness, reader } from "./reader.mjs"
import {
  done, failed, focusOn, focused, full, hits, idle, list, loading, more, root, showHeard, showMore, showNext, showWritten,
  shown,
} from "./results.mjs"
import { IndexError, fetched } from "./shards.mjs"

const WAIT_MS = 150
const MISHEARD = 4
const UNHEARD = { alike: [], isCut: false }

const input = form.elements.namedItem("q")
const clear = form.querySelector("[data-clear]")
const base = new URL(root.getAttribute("data-root"), document.baseURI).href
const read = reader(root)

// How many look-ups there were: only the newest is answered.
let newest = 0
// Whether the full texts are looked into as well; said anew for each query.
let isFull = ""
// Whether all that answer are wanted, where of very many only the best were read.
let isWide = false
let isAllThere = true
// What is known of an answer that goes on, where all are too many to be read at once.
let goesOn = null
let waiting = 0
// While somebody types the address follows; where he stopped stays on the way back.
let isSettled = true

function listen() {
  // Who touches the box is about to ask: the index is on its way while he types.
  input.addEventListener("focus", readAhead, { once: true })
  input.addEventListener("input", (event) => {
    isFull = ""
    isWide = false
    // Half of a Chinese word is pinyin that nobody means to look up.
    if (!event.isComposing) soon(event)
  })
  input.addEventListener("compositionend", soon)
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return
    if (event.key === "Escape" && input.value) clear.click()
    if (event.key === "ArrowDown" && focusOn(0)) event.preventDefault()
  })
  list.addEventListener("keydown", step)
  more.addEventListener("click", showOthers)
  full.addEventListener("click", () => {
    isFull = "1"
    // The way back leads to the names alone.
    narrow()
  })
  for (const box of boxes.values()) {
    box.addEventListener("change", narrow)
    box.addEventListener("focus", widen)
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    now()
  })
  clear.addEventListener("click", () => {
    input.value = ""
    now()
    input.focus()
  })
  addEventListener("hashchange", followAddress)
}

function readAhead() {
  // That it could not be read is said when somebody has asked.
  read().catch(() => null)
}

/** The next hits; behind the best of very many all others, or of still more the next. */
async function showOthers() {
  const at = shown
  if (at < hits.length) showMore()
  else if (goesOn) await showFollowing(goesOn)
  else await widen()
  focusOn(at)
}

async function showFollowing(known) {
  try {
    const { nextAnswers } = await every()
    const rows = await nextAnswers(known)
    if (known === goesOn) showNext(rows)
  } catch (error) {
    if (!(error instanceof IndexError)) throw error
    if (known === goesOn) failed(typed(), error.label)
  }
}

/** What is chosen besides; the way back leads to what stood there before. */
function narrow() {
  isSettled = true
  now()
}

async function widen() {
  if (isAllThere) return
  isWide = true
  await run()
}

/** Arrows lead through the hits, Escape back to the box. */
function step(event) {
  const at = focused()
  if (event.key === "Escape") input.focus()
  else if (event.key === "ArrowDown") focusOn(at + 1)
  else if (event.key !== "ArrowUp") return
  else if (!focusOn(at - 1)) input.focus()
  event.preventDefault()
}

/** Look up what the address asks for. */
function followAddress() {
  clearTimeout(waiting)
  const query = readQuery(location.hash)
  input.value = query.q
  choose(query)
  isFull = query.full
  isWide = false
  isSettled = query.q !== ""
  run()
}

function now() {
  clearTimeout(waiting)
  remember(true)
  run()
}

/** @param {InputEvent | CompositionEvent} event */
function soon({ data, inputType }) {
  clearTimeout(waiting)
  if (fold(input.value)) loading()
  const go = () => {
    remember(false)
    run()
  }
  // A word of an input method, or something pasted, comes whole; what is typed key by key goes on.
  if (!/^delete/.test(inputType) && (data || "  ").length > 1) go()
  else waiting = setTimeout(go, WAIT_MS)
}

function typed() {
  return { q: input.value, ...allChosen(), full: isFull, isWide }
}

function remember(settles) {
  const address = writeQuery(typed())
  if (address !== location.hash) {
    history[isSettled ? "pushState" : "replaceState"](null, "", address || location.pathname)
  }
  isSettled = settles
}

async function run() {
  const query = typed()
  const mine = ++newest
  // What has been typed meanwhile is answered when the typing stops.
  const isWanted = () => mine === newest && query.q === input.value
  clear.hidden = query.q === ""
  if (!fold(query.q)) {
    offer({}, [], query, true, false)
    return idle()
  }
  loading()
  try {
    const known = await asWritten(await read(), query)
    if (isWanted()) await answer(query, known, isWanted)
  } catch (error) {
    if (!(error instanceof IndexError)) throw error
    if (isWanted()) failed(query, error.label)
  }
}

/** What is written as it was typed shows at once, and what sounds the same once that is known. */
async function answer(query, known, isWanted) {
  const { places, found, total, isWhole, canWiden, canGoOn, counted, rest, release, day, asked } = known
  goesOn = canGoOn ? known : null
  // Where only the best of very many are known, nothing can be counted out of them.
  const isCounted = isWhole || Boolean(counted)
  const canCount = canWiden || (canGoOn && !known.cannotChoose)
  isAllThere = isCounted || !canCount
  const offerOf = (all) => offer(places, counted || all, query, isCounted, canCount)
  offerOf(found)
  const rows = chosen(found, isCounted ? query : {})
  const areMore = counted ? rest.length > 0 : canWiden || canGoOn
  const said = { base, asked, count: isWhole ? rows.length : total, isCut: areMore, ...freshness(release, day) }
  if (rows.length) showWritten(query, rows, said)
  const { alike, isCut } = await sounding(known).catch((error) => {
    // What is written so shows without.
    if (!rows.length) throw error
    return UNHEARD
  })
  if (!isWanted()) return
  offerOf(found.length ? found : alike)
  if (!rows.length) {
    const { lookedThrough, suggesting } = await none()
    const suggest = await suggesting(known, { ...query, q: asked }, day)
    if (!isWanted()) return
    showWritten(query, rows, { ...said, scope: lookedThrough() })
    suggest()
  }
  showHeard(chosen(alike, query), isCut)
  if (query.full) {
    const { telling } = await fetched(import("./telling.mjs"))
    const others = [...found, ...alike]
    const tell = await telling(known, query, others)
    if (!isWanted()) return
    offerOf([...others, ...tell()])
  }
  done()
}

/** What answers as it is written, with what is known of the list. */
async function asWritten(known, query) {
  const { index, release } = known
  const day = today(Date.now(), String(release.as_of || ""))
  let asked = query.q
  let written = await index.answers(asked, day)
  if (!written.found.length) {
    // What follows is on its way while this is looked into.
    hearing(asked).catch(() => null)
    const { inSimplified } = await none()
    asked = await inSimplified(known, asked)
    if (asked !== query.q) written = await index.answers(asked, day)
  }
  if (!written.found.length && /\S\s+\S/.test(asked)) {
    const { answersOfWords } = await every()
    written = await answersOfWords(known, asked, day, written)
  }
  const canWiden = !written.isWhole && index.canWiden(written)
  const canGoOn = !written.isWhole && !canWiden && index.canGoOn(written)
  const told = { ...known, day, asked, canWiden, canGoOn }
  if (!(query.isWide || isNarrowed(query)) || !(canWiden || canGoOn)) return { ...told, ...written }
  if (canGoOn) {
    const { amongThousands } = await fetched(import("./among.mjs"))
    const among = await amongThousands(known, asked, day, written, query)
    return { ...told, ...among, cannotChoose: !among.counted }
  }
  const { widened } = await every()
  return { ...told, ...(await widened(known, asked, day, written)), canWiden: false }
}

/** What sounds like it besides. */
async function sounding(written) {
  const { asked, found, isWhole, day } = written
  // Of what very many hold, what sounds the same is more than anybody reads; and who has so many
  // characters as they are written has not misheard them.
  if (!isWhole || (found.length && [...fold(asked)].length > MISHEARD)) return UNHEARD
  return (await hearing(asked)).hear(written, asked, day, found)
}

// What few look-ups need.
const every = () => fetched(import("./every.mjs"))
const none = () => fetched(import("./none.mjs"))
const hearing = (text) => fetched(/[^\p{Script=Han}]/u.test(fold(text)) ? import("./pinyin.mjs") : import("./characters.mjs"))

/** `?q=…` from elsewhere: into the hash, so that it is sent no further. */
if (new URLSearchParams(location.search).has("q")) {
  history.replaceState(null, "", location.pathname + writeQuery(readQuery(location.search)))
}
listen()
// What the page asked for ahead is read while it is new.
if (document.querySelector("link[as=fetch]")) readAhead()
followAddress()
form.hidden = false
