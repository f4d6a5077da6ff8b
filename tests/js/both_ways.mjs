/**
 * Looks texts up in a large list, and in all of its rows by the matcher alone:
 * node both_ways.mjs SEARCH_FOLDER QUERIES.json written|heard|near prints what either finds.
 */

import { readFileSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { gzipSync } from "node:zlib"

import { amongThousands } from "../../templates/static/js/among.mjs"
import { placesIn, rowsOf } from "../../templates/static/js/brief.mjs"
import { counts } from "../../templates/static/js/choosing.mjs"
import { answersOfWords, everyAnswer, nextAnswers } from "../../templates/static/js/every.mjs"
import { hear as hearCharacters } from "../../templates/static/js/characters.mjs"
import { Large } from "../../templates/static/js/large.mjs"
import { chosen } from "../../templates/static/js/ordering.mjs"
import { PINYIN, hear as hearPinyin } from "../../templates/static/js/pinyin.mjs"
import { answers } from "../../templates/static/js/query.mjs"
import { resembling } from "../../templates/static/js/resembling.mjs"
import { heard } from "../../templates/static/js/sounds.mjs"
import { soundsIn } from "../../templates/static/js/syllables.mjs"

const ADDRESS = "https://example.gov.cn/search/"
const DAY = "2026-11-21"
const [folder, queries, what] = process.argv.slice(2)
const content = (name) => readFileSync(join(folder, name), "utf8")
const entry = JSON.parse(content("entry.json"))
const soundsOf = (name) => {
  const { format, sum, ...table } = JSON.parse(content(entry.tables[name]))
  return soundsIn(table).sounds
}
const sounds = new Map([...soundsOf("sounds"), ...soundsOf("rare-sounds")])
const rows = readdirSync(join(folder, "rows")).flatMap((name) => {
  const block = JSON.parse(content(`rows/${name}`))
  return block.rows.flatMap((written) => rowsOf(written, block.o, placesIn(entry)))
})
const ids = (found) => chosen(found, {}).map((row) => row.id)

/** What comes behind the best, some at a time. */
async function behind(reading, asked, written) {
  const known = { ...reading, ...written, asked, day: DAY }
  const found = []
  for (let next = await nextAnswers(known); next.length; next = await nextAnswers(known)) found.push(ids(next))
  return found
}

const CHOICES = { kind: ["", "listing", "case", "news"], region: ["", "150000", "150100", "150102"], year: ["", "2025", "2026"] }

/** What is counted and found where one thing is chosen among thousands, and what a look at all rows counts and finds. */
async function among(reading, q, written, known) {
  const told = []
  for (const [name, values] of Object.entries(CHOICES)) {
    for (const value of values) {
      const query = { [name]: value }
      const now = await amongThousands(reading, q, DAY, written, query)
      if (!now.counted) return null
      const found = ids(now.found.filter(({ row }) => chosen([{ row, place: 0 }], query).length))
      for (let next = await nextAnswers(now); next.length; next = await nextAnswers(now)) found.push(...chosen(next, query).map((row) => row.id))
      told.push({
        found: found.sort(), total: now.total, counts: counts(now.counted, query, name, values),
        expected: chosen(known, query).map((row) => row.id).sort(), expectedCounts: counts(known, query, name, values),
      })
    }
  }
  return told
}

const told = []
for (const q of JSON.parse(readFileSync(queries, "utf8"))) {
  let bytes = 0
  let files = 0
  const get = async (address) => {
    const text = content(address.slice(ADDRESS.length))
    bytes += gzipSync(text, { level: 6 }).length
    files += 1
    return { ok: true, text: async () => text }
  }
  const large = new Large(`${ADDRESS}entry.json`, entry, get)
  const reading = { index: large, address: `${ADDRESS}entry.json`, entry, get, tables: new Map() }
  if (what === "near") {
    told.push({ q, total: answers(rows, q, DAY).length, near: (await resembling(reading, { q }, DAY)).map((row) => row.id) })
    continue
  }
  let written = await large.answers(q, DAY)
  if (!written.found.length || /\S\s+\S/.test(q)) written = await answersOfWords(reading, q, DAY, written)
  const { found, total, isWhole } = written
  const known = answers(rows, q, DAY)
  if (what === "written") {
    const every = written.canWiden ? ids((await everyAnswer(reading, q, DAY, written)).found) : null
    const goesOn = written.canGoOn
    const following = goesOn ? await behind(reading, q, written) : null
    const choices = goesOn && entry.large.choices ? await among(reading, q, written, known) : null
    told.push({ q, total, isWhole, bytes, following, choices, files, found: ids(found), every, expected: ids(known) })
  } else {
    const written = new Set(known.map(({ row }) => row.id))
    const hear = /[^\p{Script=Han}]/u.test(q) ? hearPinyin : hearCharacters
    const expected = heard(rows, PINYIN.spoken(q), sounds, DAY, PINYIN).filter(({ row }) => !written.has(row.id))
    const { alike, isCut } = await hear(reading, q, DAY, found)
    told.push({ q, total, found: ids(alike), isCut, expected: ids(expected) })
  }
}
console.log(JSON.stringify(told))
