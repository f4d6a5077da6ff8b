import assert from "node:assert/strict"
import { test } from "node:test"

import { answered, answeredAnew, csv, nearTo, withNear } from "../../templates/static/js/batch.mjs"
import { similar } from "../../templates/static/js/near.mjs"
import { keysOf, linesIn } from "../../templates/static/js/pasted.mjs"

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
  firm("f", "360"),
  firm("g", "360商店"),
  firm("h", "1号店贸易有限公司"),
  firm("i", "鑫达建筑"),
  firm("j", "乌海市天天足浴城"),
  firm("l", "餐饮住宿服务部"),
  firm("m", "乌海市天天加油站第三网点"),
  firm("n", "示例旗远穗种养殖专业合作社普通合伙"),
]
const NAME = "内蒙古鑫达建筑有限公司"
const OTHER = "包头市海蓝劳务有限公司"
const answersTo = (text) => answered(linesIn(text), ROWS, DAY).answers
const asked = (text) => answersTo(text).map(({ match, rows, differs }) => [match, rows.map((row) => row.id).join(), differs])

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
  ["part of a name", "海蓝劳务", ["none", "", false]],
  ["a name that ended today", "已届满的公司", ["none", "", false]],
  ["the title of news", "海蓝行动", ["none", "", false]],
  ["a row of a table", '12,"包头市海蓝劳务有限公司",包头市东河区,"3,000.00"', ["name", "b", false]],
]
for (const [what, text, expected] of LINES) {
  test(`looks up ${what}`, () => assert.deepEqual(asked(text), [expected]))
}

for (const text of [
  `1、${NAME}`, `1. ${NAME}`, `(1)${NAME}`, `（1）${NAME}`, `①${NAME}`, `一、${NAME}`, `1 ${NAME}`, `1\t${NAME}`, `１．${NAME}`, `12）${NAME}`, `- ${NAME}`,
  `名称：${NAME}`, `投标人：${NAME}`, `单位名称: ${NAME}`, `2、中标单位：${NAME}`, `中标候选人第一名：${NAME}`, `${NAME}（联合体牵头人）`,
  `${NAME}[牵头]（第3标段）`, `投标人：${NAME}（备注：资料齐全）`,
  `招标代理：乙某，${NAME}`, `${NAME} 王某某 0471-0000000`, `王某某\t${NAME}`, `1,,${NAME},包头市东河区`,
]) {
  test(`finds the name in ${text}`, () => assert.deepEqual(asked(text), [["name", "a", false]]))
}

for (const text of [
  `${NAME} ${CODE}`, `${CODE} ${NAME}`, `${NAME}（${CODE}）`, `${NAME}，${CODE}`, `${NAME}${CODE}`, `1、${NAME} 9115 0102 MA0A AAA1 X7`, `统一社会信用代码：${CODE}`,
  `名称：${NAME} 统一社会信用代码：${CODE}`, `３ ９１１５０１０２ＭＡ０ＡＡＡＡ１Ｘ７`, `1 ${CODE}`, `12\t${NAME}（代码：${CODE}）\t王某某\t3,000.00`, `${NAME}（统一社会信用代码 ${CODE}）`, `甲：${NAME} ${CODE}`,
  `${NAME}（${CODE}），`,
]) {
  test(`finds the code in ${text}`, () => assert.deepEqual(asked(text), [["code", "a", false]]))
}

const SEVERAL = [
  ["招标代理中心,内蒙古鑫达建筑有限公司", ["招标代理中心=", "内蒙古鑫达建筑有限公司=a"]],
  ["鑫达项目部\t内蒙古鑫达建筑有限公司", ["鑫达项目部=", "内蒙古鑫达建筑有限公司=a"]],
  ["王某某\t乌海市天天足浴城", ["乌海市天天足浴城=j"]],
  [`${NAME}；${OTHER}`, [`${NAME}=a`, `${OTHER}=b`]],
  [`${NAME},${OTHER}`, [`${NAME}=a`, `${OTHER}=b`]],
  [`1、${NAME}、${OTHER}`, [`${NAME}=a`, `${OTHER}=b`]],
  [`${NAME} ${OTHER}`, [`${NAME}=a`, `${OTHER}=b`]],
  ["A公司、B公司", ["A公司=", "B公司="]],
  ["甲乙公司、丙丁公司", ["甲乙公司=", "丙丁公司="]],
  [`甲乙公司，${OTHER}`, ["甲乙公司=", `${OTHER}=b`]],
  [`${NAME},${CODE},${OTHER},91150203ma0bbbb2x9`, [`${NAME} ${CODE}=a`, `${OTHER} 91150203ma0bbbb2x9=b`]],
  [`${CODE}\t甲乙公司\t丙丁公司`, [`${CODE} 甲乙公司=a`, "丙丁公司="]],
  ["甲乙（上海）公司（微型企业）", ["甲乙（上海）公司（微型企业）="]],
  [`投标人：${NAME}（微型企业）`, [`${NAME}=a`]],
  ["3 餐饮、住宿服务部 王某某", ["餐饮、住宿服务部=l"]],
  ["乌海市天天加油站第三网点（牵头人）", ["乌海市天天加油站第三网点=m"]],
  ["示例旗 远穗种植、养殖专业合作社（普通合伙）", ["示例旗 远穗种植、养殖专业合作社（普通合伙）="]],
  ["示例旗 远穗种、养殖专业合作社（普通合伙）（第2标段）", ["示例旗 远穗种、养殖专业合作社（普通合伙）=n"]],
  ["甲乙网点（第2标段）", ["甲乙网点（第2标段）="]],
  [`第2标段（${NAME}）`, [`${NAME}=a`]],
  ["360", ["360=f"]],
  ["361", ["361="]],
  ["360\t甲乙公司", ["甲乙公司="]],
  ["5\t360", ["360=f"]],
  ["360商店", ["360商店=g"]],
  ["1、360商店", ["1、360商店=g"]],
  ["1号店贸易有限公司", ["1号店贸易有限公司=h"]],
  ["（鑫达）建筑", ["（鑫达）建筑=i"]],
  ["内蒙古 海 蓝 有限公司", ["内蒙古 海 蓝 有限公司="]],
  ["餐饮、洗浴服务部", ["餐饮、洗浴服务部="]],
  ["3,甲乙公司,包头市东河区,2025年1月2日", ["甲乙公司="]],
]
for (const [text, expected] of SEVERAL) {
  test(`answers ${text} with a row for each firm`, () =>
    assert.deepEqual(answersTo(text).map(({ line, rows }) => `${line.text}=${rows.map((row) => row.id)}`), expected))
}

test("says what was looked up where that is not all that was written, and what else", () => {
  const lines = (text) => answersTo(text).map(({ line }) => [line.number, line.name, line.looked, line.others])
  assert.deepEqual(lines(`${NAME}\n1、${NAME}\n360商店`), [[1, NAME, "", []], [2, NAME, NAME, []], [3, "360商店", "", []]])
  assert.deepEqual(lines("王某某\t乌海市天天足浴城"), [[1, "乌海市天天足浴城", "", ["王某某"]]])
})

for (const heading of [
  "序号,投标单位名称,统一社会信用代码,联系人", "投标单位", "中标单位", "序号\t企业名称\t代码", "序号 单位名称 联系电话", "统一社会信用代码/注册号", "——",
]) {
  test(`skips the heading ${heading}, and says so`, () => {
    const { answers, skipped } = answered(linesIn(`${heading}\n甲乙公司`), ROWS, DAY)
    assert.deepEqual([answers.map(({ line }) => [line.number, line.text]), skipped.length], [[[1, "甲乙公司"]], 1])
  })
}

test("looks a firm up that is called as headings are", () => {
  const { answers, skipped } = answered(linesIn("采购公司"), [firm("k", "采购公司")], DAY)
  assert.deepEqual([answers.map(({ match }) => match), skipped], [["name"], []])
})

test("takes a line each, whatever ends it, and no heading and no empty one", () => {
  const { answers, skipped } = answered(linesIn(`\ufeff序号,单位名称,统一社会信用代码\r\n1,甲公司,\n\n ,, \r乙公司\u2028丙公司`), ROWS, DAY)
  assert.deepEqual(answers.map(({ line }) => line.name), ["甲公司", "乙公司", "丙公司"])
  assert.deepEqual(skipped, ["序号,单位名称,统一社会信用代码"])
})

test("reads a cell of a table whose name was broken into lines", () => {
  const found = [["name", "a", false], ["name", "b", false]]
  for (const text of [
    `1,"内蒙古鑫达\n建筑有限公司",x\n2,${OTHER},y`, `1\t"内蒙古\r\n鑫达建筑\r\n有限公司"\r\n2\t"${OTHER}"`, `"内蒙古鑫达\n建筑有限公司"\n"${OTHER}"`,
    // Several firms in one cell, and quotes that belong to no cell.
    `1,"${NAME}\n${OTHER}",x`, `"${NAME}\n${OTHER}`, `${NAME}"\n"${OTHER}`,
  ]) {
    assert.deepEqual(asked(text), found, text)
  }
})

test("asks for every name and code that a line may mean", () => {
  const { codes, names } = keysOf(linesIn(`1、${NAME} ${CODE}`))
  assert.deepEqual(codes, [CODE])
  assert.deepEqual(names, [`1${NAME}`, NAME])
})

test("simplifies what is looked up, and shows what was written", () => {
  const lines = linesIn("鑫達公司", (text) => text.replace("達", "达"))
  const [{ line }] = answered(lines, ROWS, DAY).answers
  assert.deepEqual(line, { number: 1, text: "鑫達公司", name: "鑫达公司", code: "", looked: "", others: [] })
})

test("offers what is near only where nothing was found, and never as an answer", () => {
  const [one] = answersTo("包头市海兰劳务有限公司")
  assert.equal(one.match, "none")
  const near = withNear(one, similar(ROWS, nearTo(one), DAY))
  assert.deepEqual([near.match, near.rows.map((row) => row.id)], ["near", ["b"]])
  const [other] = answersTo("毫不相干的公司")
  assert.equal(withNear(other, similar(ROWS, nearTo(other), DAY)).match, "none")
})

test("looks thousands up at once", () => {
  const text = Array.from({ length: 5000 }, (_one, at) => `第${at}号建筑有限公司`).join("\n")
  assert.equal(answersTo(text).length, 5000)
})

test("writes a table that no spreadsheet takes for formulas", () => {
  const text = csv([["=1+1", "甲\"乙", ""], ["\t@x", "一\n二", "-1"]])
  assert.equal(text, '\ufeff"\'=1+1","甲""乙",""\r\n"\'\t@x","一\n二","\'-1"\r\n')
})

test("what has ended since is no answer any more, and what was near stays near", () => {
  const rows = [...ROWS, firm("m", "乌海市晨光建筑有限公司", { hidden_from: "2026-11-22" })]
  const lines = linesIn("乌海市晨光建筑有限公司\n包头市海蓝劳务有限公司\n毫不相干\n全不相干")
  const { answers } = answered(lines, rows, DAY)
  const [, , ended, near] = answers
  const shown = [...answers.slice(0, 2), withNear(ended, [rows[rows.length - 1]]), withNear(near, [ROWS[0]])]
  assert.deepEqual(shown.map(({ match }) => match), ["name", "name", "near", "near"])
  const anew = answeredAnew(shown, lines, rows, "2026-11-22").answers
  assert.deepEqual(anew.map((one) => [one.match, one.rows.map((row) => row.id).join()]), [["none", ""], ["name", "b"], ["none", ""], ["near", "a"]])
})
