import assert from "node:assert/strict"
import { test } from "node:test"

import { quoted, say } from "../../templates/static/js/words.mjs"

test("fills the places of a sentence, and those of what was typed not again", () => {
  assert.equal(say("{count} for {query}", { count: 2, query: "{count} $& $1" }), "2 for {count} $& $1")
})

test("leaves a place that nothing fills", () => {
  assert.equal(say("{other} {toString}", { count: 2 }), "{other} {toString}")
})

test("repeats what was typed as it was", () => {
  assert.equal(quoted(" 示例建筑 "), "示例建筑")
})

test("repeats the beginning of what is long, no character cut in two", () => {
  assert.equal(quoted("𠮷".repeat(10_000)), `${"𠮷".repeat(40)}…`)
})
