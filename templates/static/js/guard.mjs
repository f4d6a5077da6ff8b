/**
 * Protects the reader of an old copy: what has ended is replaced, what is stale is said to be.
 * Keeps large text on for who asked for it, and dates what is printed.
 *
 * Every page loads it, as an ordinary script, so that it works in a saved copy too.
 * All words come from the page; this file has none.
 */

import { hasEnded, isStale, today } from "./days.mjs"
import { watchElder } from "./elder.mjs"
import { dateSlips, watchSlips } from "./slip.mjs"

const MINUTE_MS = 60 * 1000

/** Put a note in the place of a record, of a kind that may stand there. */
function replace(element, note) {
  const inSentence = element.tagName === "A"
  const stand = document.createElement(inSentence ? "span" : element.tagName)
  const words = element.getAttribute("data-instead") || note
  if (!inSentence) stand.className = "ended-note"
  stand.setAttribute("data-id", element.getAttribute("data-id") || "")
  if (element.tagName === "TR") {
    const cell = document.createElement("td")
    cell.colSpan = element.children.length
    cell.textContent = words
    stand.append(cell)
  } else {
    stand.textContent = words
  }
  element.replaceWith(stand)
}

/** Hide what has ended by `day`, and say so where the page itself was about it. */
function hideEnded(day, note) {
  for (const element of document.querySelectorAll("[data-record]")) {
    if (!hasEnded(element.getAttribute("data-hidden-from") || "", day)) continue
    const wasTheSubject = element.tagName === "ARTICLE"
    replace(element, note)
    if (!wasTheSubject) continue
    document.title = note
    for (const tag of document.querySelectorAll("meta[name=ArticleTitle]")) tag.remove()
  }
}

/** Judge the page by the day, given what is known of the release. */
function apply(asOf, validUntil) {
  const day = today(Date.now(), asOf)
  dateSlips(day, asOf)
  hideEnded(day, document.documentElement.getAttribute("data-ended-note") || "")
  if (!isStale(validUntil, day)) return
  for (const note of document.querySelectorAll("[data-stale-note]")) note.hidden = false
}

/** The content of a meta tag; empty if there is none. */
function meta(name) {
  const tag = document.querySelector(`meta[name="${name}"]`)
  return (tag && tag.getAttribute("content")) || ""
}

/** What the site says of its release, where the page itself does not carry the day. */
async function askSite(address) {
  // A saved copy has no site to ask; the attempt would only be an error in the console.
  if (!address || !/^https?:$/.test(location.protocol)) return null
  try {
    const answer = await fetch(address, { cache: "no-cache" })
    return answer.ok ? await answer.json() : null
  } catch {
    return null
  }
}

async function start() {
  let asOf = meta("as-of")
  let validUntil = meta("valid-until")
  const again = () => apply(asOf, validUntil)
  again()
  // A tab may stay open past midnight, on a screen that is never turned off too.
  document.addEventListener("visibilitychange", again)
  setInterval(again, MINUTE_MS)
  addEventListener("beforeprint", again)
  const release = await askSite(document.documentElement.getAttribute("data-as-of"))
  if (release === null) return
  asOf = String(release.as_of || "")
  validUntil = String(release.valid_until || "")
  again()
}

if (typeof document !== "undefined") {
  start()
  watchElder()
  watchSlips()
}
