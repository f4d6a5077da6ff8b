import assert from "node:assert/strict"
import { test } from "node:test"

import { answered, csv, linesIn, nearTo, withNear } from "../../templates/static/js/batch.mjs"
import { similar } from "../../templates/static/js/near.mjs"

const DAY = "2026-11-21"
const CODE = "91150102ma0aaaa1x7"
const firm = (id, name, more = {}) => ({
  id, kind: "listing", title: name, hidden_from: "2029-03-02", names: [name], cores: [name], codes: [], ...more,
})
const ROWS = [
  firm("a", "内蒙古鑫达建筑有限公司", { codes: [CODE], names: ["内蒙古鑫达建筑有限公司", "呼和浩特鑫大建筑有限责任公司"], cores: ["鑫达建筑", "鑫大建筑"] }),
  firm("b", "包头市海蓝劳务有限公司", { codes: ["91150203ma0bbbb2x9"], kind: "case", cores: ["海蓝劳务"] }),
  firm("c", "李四", { is_person: true, codes: undefined, cores: undefined }),
  firm("d", "已届满的公司", { hidden_from: DAY }),
  firm("e", "海蓝行动", { kind: "news" }),
]
const asked = (text) => answered(linesIn(text), ROWS, DAY).map(({ match, rows, differs }) => [match, rows.map((row) => row.id).join(), differs])

const LINES = [
  ["a code", CODE.toUpperCase(), ["code", "a", false]],
  ["a code with spaces", "9115 0102 MA0A AAA1 X7", ["code", "a", false]],
  ["a code and its name", `内蒙古鑫达建筑有限公司,${CODE}`, ["code", "a", false]],
  ["a code and a former name", `${CODE}\t呼和浩特鑫大建筑有限公司`, ["code", "a", false]],
  ["a code and another name", `${CODE}，别的公司`, ["code", "a", true]],
  ["a name", "内蒙古鑫达建筑有限公司", ["name", "a", false]],
  ["a name in brackets, wide", "（内蒙古）鑫达建筑　有限公司", ["name", "a", false]],
  ["a name in its long legal form", "内蒙古鑫达建筑有限责任公司", ["name", "a", false]],
  ["a former name", "呼和浩特鑫大建筑有限公司", ["former_name", "a", false]],
  ["a name with another code", "内蒙古鑫达建筑有限公司,91150102MA0ZZZZ1X7", ["name", "a", true]],
  ["a party of a case", "包头市海蓝劳务有限公司", ["name", "b", false]],
  ["a person's whole name", "李四", ["name", "c", false]],
  ["part of a name", "鑫达建筑", ["none", "", false]],
  ["a name that ended today", "已届满的公司", ["none", "", false]],
  ["the title of news", "海蓝行动", ["none", "", false]],
  ["a row of a table", '12,"包头市海蓝劳务有限公司",包头市东河区,"3,000.00"', ["name", "b", false]],
]
for (const [what, text, expected] of LINES) {
  test(`looks up ${what}`, () => assert.deepEqual(asked(text), [expected]))
}

test("takes a line each, whatever ends it, and no heading and no empty one", () => {
  const lines = linesIn(`\ufeff序号,单位名称,统一社会信用代码\r\n1,甲公司,\n\n ,, \r乙公司\u2028丙公司`)
  assert.deepEqual(lines.map((line) => line.name), ["甲公司", "乙公司", "丙公司"])
})

test("simplifies what is looked up, and shows what was written", () => {
  const [line] = linesIn("鑫達公司", (text) => text.replace("達", "达"))
  assert.deepEqual(line, { text: "鑫達公司", name: "鑫达公司", code: "" })
})

test("offers what is near only where nothing was found, and never as an answer", () => {
  const [one] = answered(linesIn("包头市海兰劳务有限公司"), ROWS, DAY)
  assert.equal(one.match, "none")
  const near = withNear(one, similar(ROWS, nearTo(one), DAY))
  assert.deepEqual([near.match, near.rows.map((row) => row.id)], ["near", ["b"]])
  const [other] = answered(linesIn("毫不相干的公司"), ROWS, DAY)
  assert.equal(withNear(other, similar(ROWS, nearTo(other), DAY)).match, "none")
})

test("looks thousands up at once", () => {
  const text = Array.from({ length: 5000 }, (_one, at) => `第${at}号建筑有限公司`).join("\n")
  assert.equal(answered(linesIn(text), ROWS, DAY).length, 5000)
})

test("writes a table that no spreadsheet takes for formulas", () => {
  const text = csv([["=1+1", "甲\"乙", ""], ["\t@x", "一\n二", "-1"]])
  assert.equal(text, '\ufeff"\'=1+1","甲""乙",""\r\n"\'\t@x","一\n二","\'-1"\r\n')
})
