import assert from "node:assert/strict"
import { test } from "node:test"

import { Large } from "../../templates/static/js/large.mjs"
import { beginningOf, sumOf } from "../../templates/static/js/pages.mjs"
import { FORMAT } from "../../templates/static/js/shards.mjs"

const ENTRY = "https://example.gov.cn/qxmd/search/entry.json"
const SLOTS = 16
const SHORTEST = 2
// One firm in the first block of rows.
const FIRM = "Aab"
const HELD = ["尔市", "尔市川永", "尔市东兴"]

function sealed(content) {
  const text = JSON.stringify(content).slice(0, -1)
  return `${text},"sum":${sumOf(text)}}`
}

const packed = (texts) => texts.map((text) => `A${text}`).join("")

/** The files of a release whose table of names lets some beginnings stand apart. */
function release(...apart) {
  const slot = (text) => sumOf(beginningOf(text, SHORTEST, new Set(apart))) % SLOTS
  const files = { "entry.json": { format: FORMAT, places: ["", ""], large: { tables: { names: [SHORTEST, SLOTS, packed(apart)] } } } }
  for (let at = 0; at < SLOTS; at++) {
    const pieces = HELD.filter((text) => slot(text) === at)
    const whose = pieces.map((text) => (text === "尔市" ? "C,Aab" : FIRM)).join(" ")
    const moved = packed(apart.filter((text) => slot(text) === at))
    files[`names/${at}.json`] = { format: FORMAT, of: `names/${at}/${SLOTS}`, apart: moved, pieces: packed(pieces), whose }
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
    assert.deepEqual((await found("尔市川永")).firms, [1])
    assert.deepEqual((await found("尔市东兴")).firms, [1])
    assert.equal((await found("尔市")).records, 2)
    assert.equal(await found("尔市囧永"), null)
    assert.equal(await found("囧市"), null)
  })
}
