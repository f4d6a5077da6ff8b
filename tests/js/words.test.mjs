import assert from "node:assert/strict"
import { test } from "node:test"

import { dayIn, quoted, say } from "../../templates/static/js/words.mjs"

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

test("repeats nothing that turns the rest of the sentence around", () => {
  assert.equal(quoted("\u202e示例\u2069\u2067建筑\u200f"), "示例建筑")
})

test("writes a day as the page does, or as it came where the page has no other way", () => {
  const chinese = (_name, { year, month, day }) => `${year}年${month}月${day}日`
  assert.equal(dayIn("2028-03-01", chinese), "2028年3月1日")
  assert.equal(dayIn("2028-03-01T09:00", () => ""), "2028-03-01")
  assert.equal(dayIn("soon", chinese), "soon")
})
