import assert from "node:assert/strict"
import { test } from "node:test"

import { Large } from "../../templates/static/js/large.mjs"
import { beginningOf, sumOf } from "../../templates/static/js/pages.mjs"
import { FORMAT } from "../../templates/static/js/shards.mjs"

const ENTRY = "https://example.gov.cn/qxmd/search/entry.json"
const SLOTS = 16
const SHORTEST = 2
// The second block of rows, and how many letters name one.
const BLOCK = "b"
const WIDTH = 1
const HELD = ["尔市", "尔市川永", "尔市东兴"]

function sealed(content) {
  const text = JSON.stringify(content).slice(0, -1)
  return `${text},"sum":${sumOf(text)}}`
}

const packed = (texts) => texts.map((text) => `A${text}`).join("")

/** The files of a release whose table of names lets some beginnings stand apart. */
function release(...apart) {
  const slot = (text) => sumOf(beginningOf(text, SHORTEST, new Set(apart))) % SLOTS
  const files = { "entry.json": { format: FORMAT, places: ["", ""], large: { width: WIDTH, tables: { names: [SHORTEST, SLOTS, packed(apart)] } } } }
  for (let at = 0; at < SLOTS; at++) {
    const pieces = HELD.filter((text) => slot(text) === at)
    const whose = pieces.map((text) => (text === "尔市" ? "C,b" : BLOCK)).join(" ")
    const moved = packed(apart.filter((text) => slot(text) === at))
    files[`names/${at}.json`] = { format: FORMAT, of: `names/${at}/${SLOTS}/${WIDTH}`, apart: moved, pieces: packed(pieces), whose }
  }
  return files
}

/** The table of names of a release, for who has read the entry file of an earlier one. */
function large(before, now) {
  const get = async (address) => {
    const content = now[address.replace("https://example.gov.cn/qxmd/search/", "")]
    return content ? { ok: true, text: async () => sealed(content) } : { ok: false, status: 404 }
  }
  return new Large(ENTRY, before["entry.json"], get)
}

/** A release with one firm, in a block of rows that another firm has in the other. */
function standing(block, other) {
  const files = release()
  const rows = (name) => ({ format: FORMAT, o: {}, rows: [[{ id: name, t: name, s: [0, name.length] }]] })
  for (const name of ["names", "people", "numbers"]) {
    files["entry.json"].large.tables[name] = [SHORTEST, SLOTS, ""]
    const told = name === "names" ? { pieces: "A川永", whose: "abc"[block] } : { pieces: "", whose: "" }
    for (let at = 0; at < SLOTS; at++) files[`${name}/${at}.json`] = { format: FORMAT, of: `${name}/${at}/${SLOTS}/${WIDTH}`, apart: "", ...told }
  }
  files["entry.json"].block = block
  files[`rows/${block}.json`] = rows("川永建材厂")
  files[`rows/${other}.json`] = rows("恒砾商行")
  return files
}

test("a firm that stands elsewhere in the next release is found there", async () => {
  let now = standing(1, 2)
  const get = async (address) => ({ ok: true, text: async () => sealed(now[address.replace("https://example.gov.cn/qxmd/search/", "")]) })
  const entry = JSON.parse(sealed(now["entry.json"]))
  const index = new Large(ENTRY, entry, get)
  await index.find("names", "川永")
  now = standing(2, 1)
  const { found } = await index.answers("川永", "2026-11-21")
  assert.deepEqual(found.map(({ row }) => row.id), ["川永建材厂"])
})

for (const [what, before, now] of [
  ["stands together", release(), release()],
  ["stands apart", release("尔市"), release("尔市")],
  ["has come to stand apart", release(), release("尔市")],
  ["stands together again", release("尔市"), release()],
  ["stands further apart", release("尔市"), release("尔市", "尔市川")],
]) {
  test(`what begins alike is found where it ${what}`, async () => {
    const found = async (text) => {
      const index = large(before, now)
      return index.twice(() => index.find("names", text))
    }
    assert.deepEqual((await found("尔市川永")).blocks, [1])
    assert.deepEqual((await found("尔市东兴")).blocks, [1])
    assert.equal((await found("尔市")).records, 2)
    assert.equal(await found("尔市囧永"), null)
    assert.equal(await found("囧市"), null)
  })
}
