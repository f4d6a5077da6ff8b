import assert from "node:assert/strict"
import { test } from "node:test"

import { placesIn, rowsOf } from "../../templates/static/js/brief.mjs"

const PLACES = placesIn({ places: ["A150100E02D207", "A内蒙古自治区呼和浩特市L新城区G包头市白云鄂博矿区"] })

test("places are called in full, each written as far as it goes on otherwise", () => {
  assert.deepEqual(PLACES, {
    150100: "内蒙古自治区呼和浩特市", 150102: "内蒙古自治区呼和浩特市新城区", 150207: "内蒙古自治区包头市白云鄂博矿区",
  })
})

for (const [said, body] of [
  ["in full", ["呼和浩特市新城区人社局", "12333"]],
  ["after the county of its records", ["人社局", "12333", 6, 6]],
  ["after the city around them", ["新城区人社局", "12333", 4, 6]],
]) {
  test(`a body that is called ${said} is called the same`, () => {
    const [row] = rowsOf([{ id: "a", t: "甲", y: 2026, r: "150102", b: "hrss" }], { hrss: body }, PLACES)
    assert.deepEqual([row.organ, row.phone, row.place], ["呼和浩特市新城区人社局", "12333", "内蒙古自治区呼和浩特市新城区"])
  })
}

test("a row without a body and a place has none", () => {
  const [row] = rowsOf([{ id: "a", t: "甲", y: 2026 }], {}, PLACES)
  assert.deepEqual([row.organ, row.phone, row.place], ["", "", undefined])
})

test("what very many bodies and documents are called is told by a number", () => {
  const places = placesIn({ places: ["A0A1A150102", "A人力资源和社会保障局A行政处罚决定书A新城区"] })
  const written = { id: "a", t: "甲", y: 2026, r: "150102", b: "hrss", d: [1, "改正令"], s: [0, 1] }
  const [row, next] = rowsOf([written, { id: "b", b: "all", d: null }], { hrss: [0, "12333", 6, 0], all: [0, ""] }, places)
  assert.deepEqual([row.organ, row.documents], ["新城区人力资源和社会保障局", ["行政处罚决定书", "改正令"]])
  assert.deepEqual([next.organ, next.documents], ["人力资源和社会保障局", []])
})

test("what is called by a number alone is called so", () => {
  const [row] = rowsOf([{ id: "a", t: "甲", y: 2026, b: "one", d: ["1"], s: [0, 1] }], { one: ["0", ""] }, placesIn({ places: ["A0A1", "A局A书"] }))
  assert.deepEqual([row.organ, row.documents], ["0", ["1"]])
})
