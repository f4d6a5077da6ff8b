import assert from "node:assert/strict"
import { test } from "node:test"

import { dayInShanghai, hasEnded, isStale, today } from "../../templates/static/js/days.mjs"

const at = (text) => Date.parse(text)

test("a day begins at midnight in Shanghai, wherever the device is", () => {
  assert.equal(dayInShanghai(at("2028-03-01T15:59:59.999Z")), "2028-03-01")
  assert.equal(dayInShanghai(at("2028-03-01T16:00:00.000Z")), "2028-03-02")
})

test("a device whose clock is behind is corrected by the release", () => {
  assert.equal(today(at("2020-01-01T00:00:00Z"), "2028-03-01"), "2028-03-01")
  assert.equal(today(at("2020-01-01T00:00:00Z"), "2028-03-01T03:10:00+08:00"), "2028-03-01")
})

test("an old release is judged by the device", () => {
  assert.equal(today(at("2029-05-05T00:00:00Z"), "2028-03-01"), "2029-05-05")
})

test("without a release's day the device decides", () => {
  assert.equal(today(at("2029-05-05T00:00:00Z"), ""), "2029-05-05")
})

test("a record shows through its last day and not on the day after", () => {
  assert.equal(hasEnded("2028-03-02", "2028-03-01"), false)
  assert.equal(hasEnded("2028-03-02", "2028-03-02"), true)
  assert.equal(hasEnded("2028-03-02", "2031-01-01"), true)
})

test("a record without a known end shows", () => {
  assert.equal(hasEnded("", "2999-12-31"), false)
})

test("a release is good through its last good day", () => {
  assert.equal(isStale("2028-03-01", "2028-03-01"), false)
  assert.equal(isStale("2028-03-01", "2028-03-02"), true)
  assert.equal(isStale("", "2028-03-02"), false)
})
