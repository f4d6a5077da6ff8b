import assert from "node:assert/strict"
import { test } from "node:test"

import { sumOf } from "../../templates/static/js/pages.mjs"
import { FORMAT, IndexError, readSealed, twice } from "../../templates/static/js/shards.mjs"
import { inRows } from "../../templates/static/js/small.mjs"
import { loadTable } from "../../templates/static/js/tables.mjs"

const ENTRY = "https://example.gov.cn/qxmd/search/entry.json"
/** A file as it is written: its end says the sum of all before. */
function sealed(content) {
  const text = JSON.stringify(content).slice(0, -1)
  return `${text},"sum":${sumOf(text)}}`
}
const entry = (...shards) => ({
  format: FORMAT,
  places: ["", ""],
  shards: shards.map((file) => ({ file, records: 1 })),
})
const brief = (id) => ({ id, t: "甲", y: 2026 })
const shard = (...ids) => ({ format: FORMAT, o: {}, rows: ids.map((id) => [brief(id)]) })
const ids = ({ index }) => index.rows.map((row) => row.id)

/** The entry file and every row, as the page reads them. */
async function loadIndex(address, get) {
  const read = await twice((cache) => readSealed(address, get, cache.entry))
  return inRows(address, read, get)
}

/** A site of files; one that is a list gives its items at one request after another. */
function a_site(files) {
  const asked = []
  const get = async (address, { cache }) => {
    const file = address.replace("https://example.gov.cn/qxmd/search/", "")
    asked.push(`${file} ${cache}`)
    const content = Array.isArray(files[file]) ? files[file].shift() : files[file]
    if (content === undefined) return { ok: false, status: 404 }
    return { ok: true, text: async () => (typeof content === "string" ? content : sealed(content)) }
  }
  return { asked, get }
}

async function fault(files) {
  const { get } = a_site(files)
  return loadIndex(ENTRY, get).then(assert.fail, (error) => error)
}

test("gives the rows of every shard, the entry read fresh", async () => {
  const { asked, get } = a_site({ "entry.json": entry("a.json", "b.json"), "a.json": shard("1"), "b.json": shard("2") })
  assert.deepEqual(ids(await loadIndex(ENTRY, get)), ["1", "2"])
  assert.deepEqual(asked, ["entry.json no-cache", "a.json default", "b.json default"])
})

test("reads the entry once more, past the browser's copy, when the release changed in between", async () => {
  const { asked, get } = a_site({ "entry.json": [entry("old.json"), entry("new.json")], "new.json": shard("1") })
  assert.deepEqual(ids(await loadIndex(ENTRY, get)), ["1"])
  assert.deepEqual(asked, ["entry.json no-cache", "old.json default", "entry.json reload", "new.json reload"])
})

test("reads the rows of a list with pages when all are wanted, and of a large one never", async () => {
  const large = { tables: {} }
  const { asked, get } = a_site({ "entry.json": { ...entry("a.json"), large }, "a.json": shard("1") })
  assert.deepEqual(ids(await loadIndex(ENTRY, get)), ["1"])
  assert.deepEqual(asked, ["entry.json no-cache", "a.json default"])
  const { shards, ...without } = entry()
  await assert.rejects(loadIndex(ENTRY, a_site({ "entry.json": { ...without, large } }).get), IndexError)
})

test("reads a spoilt shard once more past the browser's copy", async () => {
  const { asked, get } = a_site({ "entry.json": entry("a.json"), "a.json": ['{"rows": [', shard("1")] })
  assert.deepEqual(ids(await loadIndex(ENTRY, get)), ["1"])
  assert.deepEqual(asked.slice(2), ["entry.json reload", "a.json reload"])
})

test("reads no shard twice that came whole", async () => {
  const files = {
    "entry.json": [entry("same.json", "old.json"), entry("same.json", "new.json")],
    "same.json": [shard("1")],
    "new.json": shard("2"),
  }
  const { asked, get } = a_site(files)
  assert.deepEqual(ids(await loadIndex(ENTRY, get)), ["1", "2"])
  assert.deepEqual(asked.slice(3), ["entry.json reload", "new.json reload"])
})

test("gives only what the newer entry names", async () => {
  const files = {
    "entry.json": [entry("gone.json", "old.json"), entry("new.json")],
    "gone.json": shard("1"),
    "new.json": shard("2"),
  }
  assert.deepEqual(ids(await loadIndex(ENTRY, a_site(files).get)), ["2"])
})

test("gives up after the entry was read twice, whatever changes then", async () => {
  const names = ["1.json", "2.json", "3.json"]
  const { asked, get } = a_site({ "entry.json": names.map((name) => entry(name)), "3.json": shard("1") })
  await assert.rejects(loadIndex(ENTRY, get), IndexError)
  assert.deepEqual(
    asked.filter((line) => line.startsWith("entry")),
    ["entry.json no-cache", "entry.json reload"],
  )
})

const FAULTS = [
  ["a missing entry", {}],
  ["a missing shard", { "entry.json": entry("a.json", "b.json"), "a.json": shard("1") }],
  ["a shard cut short", { "entry.json": entry("a.json"), "a.json": sealed(shard("1")).slice(0, -9) }],
  ["a shard with a bit turned", { "entry.json": entry("a.json"), "a.json": sealed(shard("1")).replace("甲", "乙") }],
  ["a shard with a row too few", { "entry.json": entry("a.json"), "a.json": shard() }],
  ["an entry that lost a shard", { "entry.json": sealed(entry("a.json", "b.json")).replace(/,[{]"file":"b.json","records":1[}]/, "") }],
  ["a shard without a name", { "entry.json": { ...entry(), shards: [{ records: 1 }] } }],
  ["an entry cut short", { "entry.json": '{"format": 3, "shards": [' }],
  ["a page in a shard's place", { "entry.json": entry("a.json"), "a.json": "<!doctype html>" }],
]
for (const [what, files] of FAULTS) {
  test(`takes ${what} for a fault, never for no match`, async () => {
    const error = await fault(files)
    assert.ok(error instanceof IndexError)
    assert.equal(error.label, "error")
  })
}

const OTHERS = [
  ["an entry", { "entry.json": { format: FORMAT + 1 } }],
  ["a shard", { "entry.json": entry("a.json"), "a.json": { format: FORMAT + 1, rows: [{}] } }],
  ["a null", { "entry.json": "null" }],
]
for (const [what, files] of OTHERS) {
  test(`says that ${what} has another format`, async () => {
    assert.equal((await fault(files)).label, "other-format")
  })
}

const INDEX = { tables: { sounds: "sounds-1.json" } }

test("reads a table that the entry names, kept by the browser", async () => {
  const { asked, get } = a_site({ "sounds-1.json": { format: FORMAT, xin: "A" } })
  assert.deepEqual(await loadTable(ENTRY, INDEX, "sounds", get), { xin: "A" })
  assert.deepEqual(asked, ["sounds-1.json default"])
})

test("reads a table by its new name when the release changed in between", async () => {
  const entryNow = { ...entry(), tables: { sounds: "sounds-2.json" } }
  const { asked, get } = a_site({ "entry.json": entryNow, "sounds-2.json": { format: FORMAT, xin: "A" } })
  assert.deepEqual(await loadTable(ENTRY, INDEX, "sounds", get), { xin: "A" })
  assert.deepEqual(asked, ["sounds-1.json default", "entry.json reload", "sounds-2.json reload"])
})

for (const [what, content] of [["is missing", undefined], ["is cut short", '{"format": 3, "x'], ["is not as it was written", sealed({ format: FORMAT, xin: "A" }).replace("A", "B")]]) {
  test(`never takes a table that ${what} for one without sounds`, async () => {
    const { get } = a_site({ "entry.json": { ...entry(), ...INDEX }, "sounds-1.json": content })
    await loadTable(ENTRY, INDEX, "sounds", get).then(assert.fail, (error) => assert.ok(error instanceof IndexError))
  })
}
