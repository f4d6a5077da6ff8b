import assert from "node:assert/strict"
import { test } from "node:test"

import { FORMAT, IndexError, loadIndex, loadTable } from "../../templates/static/js/shards.mjs"

const ENTRY = "https://example.gov.cn/qxmd/search/entry.json"
const entry = (...shards) => ({
  format: FORMAT,
  records: shards.length,
  shards: shards.map((file) => ({ file, records: 1 })),
})
const row = (id) => ({ id, names: [] })
const shard = (...ids) => ({ format: FORMAT, rows: ids.map(row) })

/** A site of files; one that is a list gives its items at one request after another. */
function a_site(files) {
  const asked = []
  const get = async (address, { cache }) => {
    const file = address.replace("https://example.gov.cn/qxmd/search/", "")
    asked.push(`${file} ${cache}`)
    const content = Array.isArray(files[file]) ? files[file].shift() : files[file]
    if (content === undefined) return { ok: false, status: 404 }
    return { ok: true, json: async () => JSON.parse(typeof content === "string" ? content : JSON.stringify(content)) }
  }
  return { asked, get }
}

async function fault(files) {
  const { get } = a_site(files)
  return loadIndex(ENTRY, get).then(assert.fail, (error) => error)
}

test("gives the rows of every shard, the entry read fresh", async () => {
  const { asked, get } = a_site({ "entry.json": entry("a.json", "b.json"), "a.json": shard("1"), "b.json": shard("2") })
  assert.deepEqual((await loadIndex(ENTRY, get)).rows, [row("1"), row("2")])
  assert.deepEqual(asked, ["entry.json no-cache", "a.json default", "b.json default"])
})

test("reads the entry once more, past the browser's copy, when the release changed in between", async () => {
  const { asked, get } = a_site({ "entry.json": [entry("old.json"), entry("new.json")], "new.json": shard("1") })
  assert.deepEqual((await loadIndex(ENTRY, get)).rows, [row("1")])
  assert.deepEqual(asked, ["entry.json no-cache", "old.json default", "entry.json reload", "new.json reload"])
})

test("reads a spoilt shard once more past the browser's copy", async () => {
  const { asked, get } = a_site({ "entry.json": entry("a.json"), "a.json": ['{"rows": [', shard("1")] })
  assert.deepEqual((await loadIndex(ENTRY, get)).rows, [row("1")])
  assert.deepEqual(asked.slice(2), ["entry.json reload", "a.json reload"])
})

test("reads no shard twice that came whole", async () => {
  const files = {
    "entry.json": [entry("same.json", "old.json"), entry("same.json", "new.json")],
    "same.json": [shard("1")],
    "new.json": shard("2"),
  }
  const { asked, get } = a_site(files)
  assert.deepEqual((await loadIndex(ENTRY, get)).rows, [row("1"), row("2")])
  assert.deepEqual(asked.slice(3), ["entry.json reload", "new.json reload"])
})

test("gives only what the newer entry names", async () => {
  const files = {
    "entry.json": [entry("gone.json", "old.json"), entry("new.json")],
    "gone.json": shard("1"),
    "new.json": shard("2"),
  }
  assert.deepEqual((await loadIndex(ENTRY, a_site(files).get)).rows, [row("2")])
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
  ["a shard cut short", { "entry.json": entry("a.json"), "a.json": '{"format": 2, "rows": [' }],
  ["a shard with a row too few", { "entry.json": entry("a.json"), "a.json": shard() }],
  ["a shard whose rows are none", { "entry.json": entry("a.json"), "a.json": { format: FORMAT, rows: [null] } }],
  ["an entry that lost a shard", { "entry.json": { ...entry("a.json", "b.json"), shards: [] } }],
  ["a shard without a name", { "entry.json": { format: FORMAT, records: 1, shards: [{ records: 1 }] } }],
  ["an entry cut short", { "entry.json": '{"format": 2, "shards": [' }],
  ["a page in a shard's place", { "entry.json": entry("a.json"), "a.json": "<!doctype html>" }],
]
for (const [what, files] of FAULTS) {
  test(`takes ${what} for a fault, never for no match`, async () => {
    const error = await fault(files)
    assert.ok(error instanceof IndexError)
    assert.equal(error.isOtherFormat, false)
  })
}

const OTHERS = [
  ["an entry", { "entry.json": { format: FORMAT + 1 } }],
  ["a shard", { "entry.json": entry("a.json"), "a.json": { format: FORMAT + 1, rows: [{}] } }],
  ["a null", { "entry.json": "null" }],
]
for (const [what, files] of OTHERS) {
  test(`says that ${what} has another format`, async () => {
    assert.equal((await fault(files)).isOtherFormat, true)
  })
}

const TABLES = { sounds: "sounds-1.json" }

test("reads a table that the entry names, kept by the browser", async () => {
  const { asked, get } = a_site({ "sounds-1.json": { format: FORMAT, xin: "A" } })
  assert.deepEqual(await loadTable(ENTRY, TABLES, "sounds", get), { xin: "A" })
  assert.deepEqual(asked, ["sounds-1.json default"])
})

test("reads a table by its new name when the release changed in between", async () => {
  const entryNow = { ...entry(), tables: { sounds: "sounds-2.json" } }
  const { asked, get } = a_site({ "entry.json": entryNow, "sounds-2.json": { format: FORMAT, xin: "A" } })
  assert.deepEqual(await loadTable(ENTRY, TABLES, "sounds", get), { xin: "A" })
  assert.deepEqual(asked, ["sounds-1.json default", "entry.json reload", "sounds-2.json reload"])
})

for (const [what, content] of [["is missing", undefined], ["is cut short", '{"format": 2, "x'], ["holds something else", { format: FORMAT, xin: 1 }]]) {
  test(`never takes a table that ${what} for one without sounds`, async () => {
    const { get } = a_site({ "entry.json": { ...entry(), tables: TABLES }, "sounds-1.json": content })
    await loadTable(ENTRY, TABLES, "sounds", get).then(assert.fail, (error) => assert.ok(error instanceof IndexError))
  })
}
