/**
 * Looks texts up in the index of a list of any size, as the search page does:
 * node three_sizes.mjs SEARCH_FOLDER QUERIES.json prints what is found as it is written, what sounds the same, and what
 * somebody may have meant where there is neither; or why it could not be told.
 */

import { readFileSync } from "node:fs"
import { join } from "node:path"

import { hear as hearCharacters } from "../../templates/static/js/characters.mjs"
import * as every from "../../templates/static/js/every.mjs"
import { fold } from "../../templates/static/js/fold.mjs"
import { Large } from "../../templates/static/js/large.mjs"
import { otherwise } from "../../templates/static/js/none.mjs"
import { chosen } from "../../templates/static/js/ordering.mjs"
import { hear as hearPinyin } from "../../templates/static/js/pinyin.mjs"
import { resembling } from "../../templates/static/js/resembling.mjs"
import { readSealed } from "../../templates/static/js/shards.mjs"
import { inRows } from "../../templates/static/js/small.mjs"

const ROOT = "https://example.gov.cn/search/"
const ADDRESS = `${ROOT}entry.json`
const DAY = "2026-11-21"
const [folder, queries] = process.argv.slice(2)
const get = async (address) => {
  const text = readFileSync(join(folder, address.slice(ROOT.length)), "utf8")
  return { ok: true, text: async () => text }
}
const entry = await readSealed(ADDRESS, get, "default")
const rowsOfAll = (read) => inRows(ADDRESS, read, get)
const { index } = entry.large ? { index: new Large(ADDRESS, entry, get) } : await rowsOfAll(entry)
const known = { index, entry, address: ADDRESS, get, tables: new Map(), places: index.places, rowsOfAll, keep() {} }
const titles = (found) => chosen(found, {}).map((row) => row.title)

async function look(q) {
  let written = { ...known, day: DAY, asked: q, ...(await index.answers(q, DAY)) }
  if (!written.found.length || /\S\s+\S/.test(q)) written = await otherwise(written, async () => every)
  const hear = /[^\u3400-\uffff]/.test(fold(q)) ? hearPinyin : hearCharacters
  const { alike, isCut } = await hear(written, written.asked, DAY, written.found)
  const near = written.found.length ? [] : (await resembling(written, { q }, DAY)).map((row) => row.title)
  return { q, total: written.total, isPart: Boolean(written.isPart), found: titles(written.found), heard: titles(alike), isCut, near }
}

const told = []
for (const q of JSON.parse(readFileSync(queries, "utf8"))) {
  told.push(await look(q).catch((error) => ({ q, error: error.label || String(error.stack) })))
}
console.log(JSON.stringify(told))
