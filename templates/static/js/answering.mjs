/**
 * What a reader types on the search page, and the answers to it. Fetched while the index is on its way.
 */

import { readQuery, writeQuery } from "./address.mjs"
import { allChosen, boxes, choose, form, offer } from "./choices.mjs"
import { isNarrowed } from "./choosing.mjs"
import { freshness, today } from "./days.mjs"
import { fold } from "./fold.mjs"
import { chosen } from "./ordering.mjs"
import {
  done, failed, focusOn, focused, full, hits, idle, label, list, loading, meaning, more, root, showHeard, showMore, showNext,
  showTold, showWritten, shown,
} from "./results.mjs"
import { IndexError } from "./shards.mjs"
import { describe } from "./words.mjs"

const WAIT_MS = 150
// Till what was shown is on the screen.
const A_FRAME_MS = 32
const MISHEARD = 4
const UNHEARD = { alike: [], isCut: false }

const input = form.elements.namedItem("q")
const clear = form.querySelector("[data-clear]")
const base = new URL(root.dataset.root, document.baseURI).href

// What reads the index, and what fetches what few look-ups need.
let read = null
let parts = null
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

/**
 * Follow the address, and what is typed.
 *
 * @param {() => Promise<object>} reads the index, as `reader` of reader.mjs
 * @param {Record<string, Function>} fetches parts of this script
 */
export function begin(reads, fetches) {
  read = reads
  parts = fetches
  // `?q=…` from elsewhere: into the hash, so that it is sent no further.
  if (new URLSearchParams(location.search).has("q")) {
    history.replaceState(null, "", location.pathname + writeQuery(readQuery(location.search)))
  }
  listen()
  followAddress()
  form.hidden = false
}

function listen() {
  // Who touches the box is about to ask: the index is on its way while he types.
  input.addEventListener("focus", () => read().catch(() => null), { once: true })
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
    const found = await (await parts.every()).nextAnswers(known)
    if (known === goesOn) showNext(chosen(found, known.query || {}))
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
  clear.hidden = !query.q
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
  const isCounted = isWhole || counted
  const canCount = canWiden || (canGoOn && !known.cannotChoose)
  isAllThere = isCounted || !canCount
  const offerOf = (all) => offer(places, counted || all, query, isCounted, canCount)
  offerOf(found)
  const rows = chosen(found, isCounted ? query : {})
  const areMore = counted ? rest.length > 0 : canWiden || canGoOn
  const said = { ...known, base, count: isWhole ? rows.length : total, isCut: areMore, ...freshness(release, day) }
  if (rows.length) {
    showWritten(query, rows, said)
    await new Promise((go) => setTimeout(go, A_FRAME_MS))
  }
  const { alike, isCut } = await sounding(known).catch((error) => {
    // What is written so shows without.
    if (!rows.length) throw error
    return UNHEARD
  })
  if (!isWanted()) return
  offerOf(found.length ? found : alike)
  if (!rows.length) {
    const { suggesting } = await parts.none()
    const [scope, suggest] = await suggesting(known, { ...query, q: asked }, { boxes, describe, label, meaning, writeQuery })
    if (!isWanted()) return
    showWritten(query, rows, { ...said, scope })
    suggest()
  }
  showHeard(chosen(alike, query), isCut)
  if (query.full) {
    const { telling } = await parts.telling()
    const others = [...found, ...alike]
    const [told, quote] = await telling(known, others)
    if (!isWanted()) return
    showTold(chosen(told, query), quote)
    offerOf([...others, ...told])
  }
  done()
}

/** What answers as it is written, with what is known of the list. */
async function asWritten(known, query) {
  const asked = query.q
  const day = today(Date.now(), known.release.as_of)
  let written = { ...known, day, asked, ...(await known.index.answers(asked, day)) }
  const isNone = !written.found.length
  // What follows is on its way while this is looked into.
  if (isNone) parts.hearing(asked).catch(() => null)
  if (isNone || /\S\s+\S/.test(asked)) written = await (await parts.none()).otherwise(written, parts.every)
  if (!(query.isWide || isNarrowed(query)) || !(written.canWiden || written.canGoOn)) return written
  return (await parts.every()).beyond(written, query)
}

/** What sounds like it besides. */
async function sounding(written) {
  const { asked, found, isWhole, day } = written
  // Of what very many hold, what sounds the same is more than anybody reads; and who has so many
  // characters as they are written has not misheard them.
  if (!isWhole || (found.length && [...fold(asked)].length > MISHEARD)) return UNHEARD
  return (await parts.hearing(asked)).hear(written, asked, day, found)
}
