import assert from "node:assert/strict"
import { test } from "node:test"

import { Large } from "../../templates/static/js/large.mjs"
import { rowsOfAny } from "../../templates/static/js/sums.mjs"
import { sumOf } from "../../templates/static/js/pages.mjs"

const FIRMS = 5000
const SHIFT = 7

test("rows of thousands of names are read some at a time, each once", async () => {
  const names = Array.from({ length: FIRMS }, (_none, at) => `示例${at}建筑有限公司`)
  const name = new Map()
  names.forEach((one, at) => {
    const sum = sumOf(one) >>> SHIFT
    name.set(sum, [...(name.get(sum) || []), at])
  })
  let most = 0
  const index = Object.assign(Object.create(Large.prototype), {
    entry: { large: { check: "check.json" } },
    twice: (find) => find(),
    read: async () => ({ sums: { code: new Map(), name } }),
    rows: async (firms) => {
      most = Math.max(most, firms.length)
      return firms.map((id) => ({ id }))
    },
  })
  const rows = await rowsOfAny(index, [], [...names, ...names])
  assert.deepEqual(rows.map(({ id }) => id).sort((one, other) => one - other), names.map((_name, at) => at))
  assert.ok(most <= 300, String(most))
})
