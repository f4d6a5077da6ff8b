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
