/**
 * Many names at once. The lines and the answers stay on the reader's device: nothing of them is part of a request.
 */

import { MOST_LINES, answered, answeredAnew, csv, nearTo, withNear } from "./batch.mjs"
import { freshness, today } from "./days.mjs"
import { digestOf, entryOf } from "./manifest.mjs"
import { keysOf, linesIn } from "./pasted.mjs"
import { reader } from "./reader.mjs"
import { resembling } from "./resembling.mjs"
import { IndexError } from "./shards.mjs"
import { rowsOfAny } from "./sums.mjs"
import { simplifier } from "./variants.mjs"
import { dayIn, describe, say } from "./words.mjs"

const BUSY_MS = 30
const MINUTE_MS = 60 * 1000
const SKIPPED_SHOWN = 5
const ORDER = ["code", "name", "former_name", "near", "none"]

/** The page: lines in, a table out. */
class Batch {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root
    this.form = root.querySelector("form")
    this.lines = this.form.elements.namedItem("lines")
    this.file = this.form.elements.namedItem("file")
    this.summary = root.querySelector("[data-summary]")
    this.results = root.querySelector("[data-batch-results]")
    this.body = this.results.querySelector("tbody")
    this.template = root.querySelector("template")
    this.slip = root.querySelector("[data-slip]")
    this.near = root.querySelector("[data-near]")
    this.base = new URL(root.getAttribute("data-root"), document.baseURI).href
    this.read = reader(root)
    this.answers = []
    this.skipped = []
    // How many look-ups there were: only the newest is answered.
    this.newest = 0
    this.form.addEventListener("submit", (event) => {
      event.preventDefault()
      this.run()
    })
    this.file.addEventListener("change", () => this.take())
    this.near.addEventListener("click", () => this.showNear())
    this.print = root.querySelector("[data-print]")
    this.print.addEventListener("click", () => print())
    root.querySelector("[data-download]").addEventListener("click", () => this.download())
    // A tab may stay open past midnight: what ends then is neither shown, printed nor saved as standing.
    const again = () => this.followDay()
    document.addEventListener("visibilitychange", again)
    addEventListener("beforeprint", again)
    setInterval(again, MINUTE_MS)
    this.form.hidden = false
  }

  label(name, values = {}) {
    return say(this.root.getAttribute(`data-label-${name}`) || "", values)
  }

  day(text) {
    return dayIn(text, (name, values) => this.label(name, values))
  }

  /** A file's lines stand in the box, to be looked over before they are looked up. */
  async take() {
    const [file] = this.file.files
    if (!file) return
    const text = textOf(new Uint8Array(await file.arrayBuffer()))
    this.file.value = ""
    this.newest += 1
    this.results.hidden = true
    if (/[\0-\x08]/.test(text)) return this.say("error", this.label("no-text"))
    this.lines.value = text
    this.say("idle", this.label("taken"))
  }

  say(state, text) {
    this.summary.textContent = text
    this.root.setAttribute("data-state", state)
  }

  async run() {
    const mine = (this.newest += 1)
    this.results.hidden = true
    this.say("loading", this.label("loading"))
    try {
      const looked = await this.lookUp(this.lines.value)
      if (mine === this.newest) this.tell(looked)
    } catch (error) {
      if (!(error instanceof IndexError)) throw error
      if (mine === this.newest) this.say("error", this.label(error.label))
    }
  }

  /** The answers to the lines, and the digest of the very release that gave them. */
  async lookUp(text) {
    const looked = await this.answersTo(text)
    const digest = await digestOf(looked, this.root)
    if (digest !== null) return { ...looked, digest }
    // The site was published anew meanwhile: answered is from what it says now.
    looked.known.forget()
    const anew = await this.answersTo(text)
    return { ...anew, digest: (await digestOf(anew, this.root)) || "" }
  }

  /** What is known, and the answers to the lines where they are not too many. */
  async answersTo(text) {
    const known = await this.read()
    const lines = linesIn(text, await simplifier(known, text))
    const count = lines.filter((line) => !line.isHeading).length
    if (lines.length === 0) return { known, label: "nothing", state: "idle" }
    if (count > MOST_LINES) return { known, label: "too-many", state: "error", count }
    const { codes, names } = keysOf(lines)
    const rows = await rowsOfAny(known.index, codes, names)
    const day = today(Date.now(), known.release.as_of)
    return { known, entry: entryOf(known), lines, rows, day, ...answered(lines, rows, day) }
  }

  tell({ known, entry, lines, rows, day, digest, answers, skipped, state, label, count }) {
    if (label) return this.say(state, this.label(label, { count, most: MOST_LINES }))
    Object.assign(this, { known, entry, looked: lines, rows, digest, skipped })
    this.judgeBy(day)
    this.show(answers)
  }

  judgeBy(day) {
    this.today = day
    this.release = freshness(this.known.release, day)
  }

  /** What is shown, as it is on another day than when it was looked up. */
  followDay() {
    if (this.results.hidden) return
    const day = today(Date.now(), this.known.release.as_of)
    if (day === this.today) return
    // Similar names that are being looked for were such on the day before.
    this.newest += 1
    this.judgeBy(day)
    const { answers, skipped } = answeredAnew(this.answers, this.looked, this.rows, day)
    this.skipped = skipped
    this.show(answers)
  }

  /** Near names take a while, so the page stays alive meanwhile. */
  async showNear() {
    const { answers, newest } = this
    if (!answers.length) return
    const wasPressed = document.activeElement === this.near
    this.near.disabled = true
    const found = await this.withNearNames(answers, () => newest === this.newest)
    this.near.disabled = false
    // Somebody looked other lines up meanwhile, or the day has ended.
    if (newest !== this.newest) return
    // Such rows may be of a newer release.
    if (entryOf(this.known) !== this.entry) this.digest = ""
    this.show(found || answers)
    if (found) this.near.hidden = true
    // What was found before still holds.
    if (!found) this.summary.append(this.label("between"), this.label("near-error"))
    else if (this.release.isFresh && !found.some(({ match }) => match === "near")) this.summary.append(this.label("between"), this.label("near-none"))
    // The button takes the focus with it when it goes.
    if (wasPressed) (found ? this.body.querySelector("[data-match=near] a") || this.print : this.near).focus()
  }

  /** The answers, with near names where nothing was found; null where these could not be looked for. */
  async withNearNames(answers, isWanted) {
    const found = []
    let pause = performance.now() + BUSY_MS
    for (const one of answers) {
      try {
        found.push(one.match === "none" ? withNear(one, await resembling(this.known, nearTo(one), this.today)) : one)
      } catch (error) {
        if (!(error instanceof IndexError)) throw error
        return null
      }
      if (performance.now() < pause) continue
      if (!isWanted()) break
      this.say("loading", this.label("near-progress", { done: found.length, all: answers.length }))
      await new Promise((go) => setTimeout(go, 0))
      pause = performance.now() + BUSY_MS
    }
    return found
  }

  show(answers) {
    this.answers = answers
    this.body.textContent = ""
    this.body.append(...answers.map((answer) => this.row(answer)))
    const count = (match) => answers.filter((answer) => answer.match === match).length
    const counts = ORDER.filter(count).map((match) => this.label("count", { what: this.result(match), count: count(match) }))
    const lines = answers.length ? answers[answers.length - 1].line.number : 0
    const values = { lines, counts: counts.join(this.label("between")), day: this.day(this.release.day) }
    const more = lines < answers.length ? [this.label("several", { lines, rows: answers.length })] : []
    if (this.skipped.length) more.push(this.label("skipped", { count: this.skipped.length, lines: this.shown(this.skipped) }))
    this.say("done", [this.label(this.release.isFresh ? "summary" : "summary-stale", values), ...more].join(this.label("between")))
    const digest = this.digest || this.label("no-digest")
    this.slip.textContent = this.label("slip", { day: this.release.day, today: this.today, digest })
    this.near.hidden = count("none") === 0
    this.results.hidden = false
  }

  /** The first of the lines that were skipped. */
  shown(lines) {
    return lines.slice(0, SKIPPED_SHOWN).join(" / ") + (lines.length > SKIPPED_SHOWN ? " …" : "")
  }

  /** What a match means: only a code tells who it is, and past its day a release says nothing of none. */
  result(match) {
    return this.label(match === "none" && !this.release.isFresh ? "match-unknown" : `match-${match}`)
  }

  row(answer) {
    const row = this.template.content.querySelector("tr").cloneNode(true)
    row.setAttribute("data-match", answer.match)
    const fill = (name, text) => {
      row.querySelector(`[data-field=${name}]`).textContent = text
    }
    const { number, text, looked, others } = answer.line
    fill("number", String(number))
    fill("text", text)
    fill("looked", looked ? this.label("looked", { name: looked }) : "")
    fill("result", this.result(answer.match))
    fill("differs", answer.differs ? this.label(answer.match === "code" ? "differs-name" : "differs-code") : "")
    fill("others", others.length ? this.label("others", { names: others.join(this.label("between")), what: this.result("none") }) : "")
    const found = row.querySelector("[data-field=found]")
    if (!answer.rows.length) found.closest("td").textContent = "—"
    for (const hit of answer.rows) {
      const item = document.createElement("li")
      describe(item, hit)
      const link = document.createElement("a")
      link.textContent = hit.title
      // Names are Chinese, whatever the site speaks.
      if (this.root.hasAttribute("data-names")) link.lang = this.root.getAttribute("data-names")
      link.href = new URL(hit.path, this.base).href
      item.append(link)
      for (const fact of this.facts(hit, answer.match)) {
        const line = document.createElement("span")
        line.className = "batch__fact"
        line.textContent = fact
        item.append(line)
      }
      found.append(item)
    }
    return row
  }

  facts(hit, match) {
    const until = hit.last_day ? this.label("until", { day: this.day(hit.last_day) }) : ""
    const { organ, phone } = hit
    const ask = match !== "code" && phone ? this.label("ask", { organ, phone }) : organ
    const isPerson = hit.is_person ? this.label("namesakes") : ""
    const record = [this.kind(hit), hit.number].filter(Boolean).join(this.label("colon"))
    return [hit.code, record, ask, until, isPerson].filter(Boolean)
  }

  kind(hit) {
    return this.label(`kind-${hit.kind}`)
  }

  download() {
    if (!this.answers.length) return
    this.followDay()
    const headings = this.label("columns").split("|")
    const rows = this.answers.flatMap((answer) =>
      (answer.rows.length ? answer.rows : [{}]).map((hit) => [
        String(answer.line.number), answer.line.text, [answer.line.looked || answer.line.text, ...answer.line.others].join(this.label("between")), this.result(answer.match), hit.title, hit.code, hit.kind && this.kind(hit), hit.number,
        hit.organ, hit.phone, hit.last_day, hit.path && new URL(hit.path, this.base).href, this.release.day, this.digest,
      ]),
    )
    const text = csv([headings, ...rows.map((row) => row.map((cell) => cell || ""))])
    const link = document.createElement("a")
    link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }))
    link.download = `${this.label("file")}-${this.release.day}.csv`
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 0)
  }
}

/** What a file says, whatever a spreadsheet wrote. */
function textOf(data) {
  // So begins what spreadsheets call Unicode text.
  const mark = data.slice(0, 2).join()
  if (mark === "255,254") return new TextDecoder("utf-16le").decode(data)
  if (mark === "254,255") return new TextDecoder("utf-16be").decode(data)
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(data)
  } catch {
    // What older ones write.
    return new TextDecoder("gb18030").decode(data)
  }
}

new Batch(document.querySelector("[data-batch]"))
