import assert from "node:assert/strict"
import { test } from "node:test"

import { readQuery, writeQuery } from "../../templates/static/js/address.mjs"
import { counts, isInside } from "../../templates/static/js/choosing.mjs"
import { similar } from "../../templates/static/js/near.mjs"
import { chosen, isBranch, together } from "../../templates/static/js/ordering.mjs"
import { answers, answersCode, rank } from "../../templates/static/js/query.mjs"
import { CHARACTERS, heard } from "../../templates/static/js/sounds.mjs"
import { snippet, told } from "../../templates/static/js/texts.mjs"

const DAY = "2026-11-21"
const LISTING = {
  id: "nm-1",
  kind: "listing",
  title: "内蒙古示例建筑工程有限公司",
  hidden_from: "2029-03-02",
  region: "150102",
  names: ["内蒙古示例建筑工程有限公司", "呼和浩特旧名劳务有限公司"],
  cores: ["示例建筑工程", "旧名劳务"],
  codes: ["91150102ma0aaaa1x7"],
  numbers: ["示人社列字202512号"],
  projects: ["阳光小区二期"],
  people: ["张三"],
}
const CASE = {
  id: "cf-1",
  kind: "case",
  type: "administrative_penalty",
  title: "内蒙古示例建筑工程有限公司",
  hidden_from: "2027-03-02",
  region: "150102",
  names: ["内蒙古示例建筑工程有限公司"],
  cores: ["示例建筑工程"],
  codes: ["91150102ma0aaaa1x7"],
  numbers: ["示人社罚字20251号"],
  documents: ["行政处罚决定书"],
}
const PERSON = { id: "nm-2", kind: "listing", title: "李四", hidden_from: "2029-03-02", names: ["李四"], is_person: true }

function found(rows, q, more = {}) {
  return chosen(answers(rows, q, more.day || DAY), more).map((row) => row.id)
}

const RANKS = [
  ["the exact name", "内蒙古示例建筑工程有限公司", 0],
  ["a former name", "呼和浩特旧名劳务有限公司", 0],
  ["the name without its place", "示例建筑工程有限公司", 1],
  ["the name without place and legal form", "旧名劳务", 1],
  ["the beginning of the trade name", "示例建筑工程有限", 2],
  ["any part of the name", "建筑工程有限公", 3],
  ["the character that its trade name begins with", "示", 2],
  ["another character of it", "筑", -1],
  ["one character of its place", "内", -1],
  ["one character of the project", "阳", -1],
  ["part of the project's name", "小区二期", 3],
  ["the whole code", "91150102ma0aaaa1x7", 4],
  ["the beginning of the code", "91150102", 4],
  ["the end of the code", "a1x7", 4],
  ["part of the decision's number", "列字202512", 5],
  ["a person's whole name", "张三", 6],
  ["part of a person's name", "张", -1],
  ["part of the beginning of the code", "9115010", -1],
  ["three characters of the code's end", "1x7", -1],
  ["something else", "另一家", -1],
]
for (const [what, wanted, expected] of RANKS) {
  test(`ranks ${what}`, () => assert.equal(rank(LISTING, wanted), expected))
}

test("finds every part of two characters or more of every name", () => {
  for (const name of LISTING.names) {
    for (let from = 0; from < name.length; from++) {
      for (let to = from + 2; to <= name.length; to++) {
        assert.notEqual(rank(LISTING, name.slice(from, to)), -1, name.slice(from, to))
      }
    }
  }
})

test("looks for a run of four or more in the last ten of a code only", () => {
  assert.equal(answersCode("911501020000abcdef", "0000"), true)
  assert.equal(answersCode("911501020000abcdef", "1501"), false)
})

test("finds a natural person by the exact full name alone", () => {
  assert.deepEqual(found([PERSON], "李 四"), ["nm-2"])
  assert.deepEqual(found([PERSON], "李"), [])
  assert.deepEqual(found([PERSON], "李四 李四"), [])
})

test("folds what was typed", () => {
  assert.deepEqual(found([LISTING], "内蒙古（示例）建筑"), ["nm-1"])
  assert.deepEqual(found([LISTING], "9115 0102 MA0A"), ["nm-1"])
})

test("finds several words in any order, when each answers", () => {
  assert.deepEqual(found([LISTING], "建筑 示例 张三"), ["nm-1"])
  assert.deepEqual(found([LISTING], "建筑 另一家"), [])
})

test("suggests firms whose names have what was typed with more in between", () => {
  const names = (q, more = {}) => similar([LISTING, PERSON], { q, ...more }, more.day || DAY).map((row) => row.id)
  assert.deepEqual(found([LISTING], "内蒙古示例公司"), [])
  assert.deepEqual(names("内蒙古示例公司"), ["nm-1"])
  assert.deepEqual(names("公司内蒙古"), [])
  assert.deepEqual(names("示司"), [])
  assert.deepEqual(names("示例公司", { region: "150200" }), [])
  assert.deepEqual(names("示例公司", { day: "2029-03-02" }), [])
})

test("suggests no natural person", () => {
  const person = { ...PERSON, title: "李小四", names: ["李小四"] }
  assert.deepEqual(similar([person], { q: "李小四" }, DAY), [])
})

test("takes what is only punctuation for nothing typed", () => {
  assert.deepEqual(found([LISTING], " ·（）"), [])
})

test("hides a row from its day on, not before", () => {
  assert.deepEqual(found([LISTING], "示例", { day: "2029-03-01" }), ["nm-1"])
  assert.deepEqual(found([LISTING], "示例", { day: "2029-03-02" }), [])
})

test("puts better answers first, then listings, typical cases, news and pages", () => {
  const kinds = ["page", "news", "typical-case"].map((kind) => ({
    id: kind,
    kind,
    title: "说说示例建筑",
    hidden_from: "",
    names: ["说说示例建筑"],
  }))
  const part = { ...LISTING, id: "part", names: ["甲示例建筑"], cores: ["甲示例建筑"] }
  assert.deepEqual(found([...kinds, part, LISTING], "示例建筑"), ["nm-1", "part", "typical-case", "news", "page"])
})

test("puts rows that answer alike in one order, whatever shard they came in", () => {
  const other = { ...LISTING, id: "nm-0" }
  assert.deepEqual(found([LISTING, other], "示例"), found([other, LISTING], "示例"))
})

test("keeps to the kind and the place asked for", () => {
  assert.deepEqual(found([LISTING], "示例", { kind: "news" }), [])
  assert.deepEqual(found([LISTING], "示例", { kind: "listing", region: "150100" }), ["nm-1"])
  assert.deepEqual(found([LISTING], "示例", { region: "150200" }), [])
})

test("counts a banner to its league and its region", () => {
  for (const around of ["150102", "150100", "150000"]) assert.ok(isInside("150102", around), around)
  for (const around of ["150103", "150200", "140000"]) assert.ok(!isInside("150102", around), around)
  assert.ok(!isInside(undefined, "150000"))
})

test("reads from an address what it wrote there", () => {
  const query = { q: "示例 & 100%=#+建筑", kind: "listing", region: "150100", organ: "nm-hrss", year: "2026", full: "1" }
  assert.deepEqual(readQuery(writeQuery(query)), query)
})

test("reads addresses that somebody mangled", () => {
  const none = { q: "", kind: "", region: "", organ: "", year: "", full: "" }
  assert.deepEqual(readQuery("#q=%E7%A4&kind=x&region=<b>&organ=A B&year=2"), { ...none, q: "\ufffd", kind: "x" })
  assert.deepEqual(readQuery(""), none)
})

test("writes no address for an empty query", () => {
  assert.equal(writeQuery({ q: "", kind: "", region: "" }), "")
})

test("finds a case by name, code, number and title, behind the listing of the same firm", () => {
  for (const typed of ["示例建筑", "91150102", "行政处罚", "罚字〔2025〕1号"]) {
    assert.equal(found([CASE, LISTING], typed).at(-1), "cf-1", typed)
  }
  assert.deepEqual(found([CASE, LISTING], "示例建筑"), ["nm-1", "cf-1"])
  assert.deepEqual(found([CASE, LISTING], "示例建筑", { kind: "case" }), ["cf-1"])
})

test("finds a person of whom only the surname shows by nothing", () => {
  const hidden = { id: "cf-2", kind: "case", title: "王某", hidden_from: "", names: [], is_person: true }
  for (const typed of ["王某", "王", "某", "王小明"]) assert.deepEqual(found([hidden], typed), [], typed)
})

test("suggests a firm with a listing and cases once", () => {
  const near = similar([CASE, LISTING, { ...CASE, id: "cf-3" }], { q: "示例工程公司" }, DAY)
  assert.deepEqual(near.map((row) => row.title), [LISTING.title])
})

test("takes the long legal form and the short one for the same", () => {
  const long = { ...LISTING, names: ["内蒙古示例建筑有限责任公司"], cores: ["示例建筑"] }
  const brief = { ...LISTING, names: ["内蒙古示例建筑有限公司"], cores: ["示例建筑"] }
  for (const one of [long, brief]) {
    assert.equal(rank(one, "内蒙古示例建筑有限公司"), 0)
    assert.equal(rank(one, "内蒙古示例建筑有限责任公司"), 0)
    assert.equal(rank(one, "建筑有限责任公司"), 3)
  }
  assert.equal(rank(long, "责任公司"), 3)
  assert.equal(rank(brief, "责任公司"), -1)
})

test("takes both legal forms for the same in a project and in a title", () => {
  for (const text of ["关于恒泰建设有限责任公司拖欠的决定", "关于恒泰建设有限公司拖欠的决定"]) {
    for (const q of ["有限责任公司拖欠", "恒泰建设有限公司拖欠"]) {
      assert.equal(rank({ ...LISTING, projects: [text] }, q), 3, q)
      assert.equal(rank({ ...CASE, documents: [text] }, q), 3, q)
    }
  }
  assert.equal(rank({ ...CASE, documents: ["恒泰建设有限责任公司"] }, "有限责任"), 3)
  assert.equal(rank({ ...CASE, documents: ["恒泰建设有限公司"] }, "有限责任"), -1)
})

const named = (id, name, core, more = {}) => ({ id, kind: "listing", title: name, hidden_from: "", names: [name], cores: [core], ...more })

test("keeps the records of one firm together, the listing first", () => {
  const rows = [
    named("c", "乙建筑公司", "乙建筑", { kind: "case", codes: ["2"] }),
    named("b", "甲建筑公司", "甲建筑", { codes: ["1"] }),
    named("d", "甲建筑公司", "甲建筑", { kind: "case", codes: ["1"] }),
    named("a", "丙建筑公司", "丙建筑", { codes: ["3"] }),
    named("e", "乙建筑公司", "乙建筑", { codes: ["2"] }),
  ]
  assert.deepEqual(found(rows, "建筑"), ["a", "e", "c", "b", "d"])
})

const TOGETHER = [
  ["twenty, where each is of a firm of its own", 30, 1, 20],
  ["all of nine firms that have three each", 9, 3, 27],
  ["those of ten firms, where more have three each", 12, 3, 30],
  ["sixty at most", 12, 15, 60],
]
for (const [what, firms, each, count] of TOGETHER) {
  test(`shows together ${what}`, () => {
    const rows = Array.from({ length: firms * each }, (_one, at) => ({ id: `${at}`, codes: [`${Math.floor(at / each)}`] }))
    assert.equal(together(rows, 0, 20), count)
    assert.equal(together(rows, rows.length - 1, 20), 1)
    assert.equal(together(rows, rows.length, 20), 0)
  })
}

test("narrows by body and year, and counts what other choices would find", () => {
  const rows = [
    named("a", "甲建筑", "甲建筑", { body: "hrss", year: "2025" }),
    named("b", "乙建筑", "乙建筑", { body: "hrss", year: "2026" }),
    named("c", "丙建筑", "丙建筑", { body: "court", year: "2026" }),
  ]
  const all = answers(rows, "建筑", DAY)
  assert.deepEqual(chosen(all, { organ: "hrss", year: "2026" }).map(({ id }) => id), ["b"])
  assert.deepEqual(counts(all, { organ: "hrss", year: "2026" }, "year", ["", "2025", "2026"]), [2, 1, 1])
  assert.deepEqual(counts(all, { organ: "hrss" }, "organ", ["", "hrss", "court", "none"]), [3, 2, 1, 0])
})

const NEAR = [
  ["one character wrong", "甲乙丙丁戊", "甲乙己丁戊"],
  ["the first one wrong", "甲乙丙丁戊", "己乙丙丁"],
  ["one missing", "甲乙丙丁戊", "甲乙丁戊"],
  ["one too many", "甲乙丙丁戊", "甲乙丙己丁戊"],
  ["two the other way round", "甲乙丙丁戊", "甲丙乙丁戊"],
  ["the last two the other way round", "甲乙丙丁戊", "乙丙戊丁"],
  ["a digit of the code wrong", "某某公司", "91150102ma0aaaa1x8"],
]
for (const [what, name, q] of NEAR) {
  test(`suggests a name with ${what}`, () => {
    const row = named("n", `内蒙古${name}公司`, name, { codes: ["91150102ma0aaaa1x7"] })
    assert.deepEqual(found([row], q), [])
    assert.deepEqual(similar([row], { q }, DAY), [row])
  })
}

test("suggests nothing of what differs in two characters", () => {
  assert.deepEqual(similar([named("n", "甲乙丙丁戊", "甲乙丙丁戊")], { q: "甲己丙庚戊" }, DAY), [])
})

test("hears what sounds the same, and may show", () => {
  const sounds = new Map(Object.entries({ 鑫: ["xin"], 新: ["xin"], 达: ["da"] }))
  const rows = [
    named("a", "新达公司", "新达"),
    named("b", "鑫达公司", "鑫达"),
    named("c", "鑫达公司", "鑫达", { hidden_from: "2026-01-01" }),
  ]
  assert.deepEqual(answers(rows, "新达", DAY).map(({ row }) => row.id), ["a"])
  assert.deepEqual(heard(rows, [..."新达"], sounds, DAY, CHARACTERS).map(({ row }) => row.id), ["a", "b"])
})

test("puts branches behind the firm whose name they begin with", () => {
  const head = named("h", "内蒙古鑫达建筑有限公司", "鑫达建筑", { codes: ["1"] })
  const branch = named("b", "内蒙古鑫达建筑有限公司包头分公司", "鑫达建筑有限公司包头", { codes: ["2"] })
  const between = named("a", "内蒙古鑫达建筑劳务有限公司", "鑫达建筑劳务", { codes: ["3"] })
  const alone = named("c", "上海别家鑫达建筑集团公司包头分公司", "别家鑫达建筑集团公司包头", { codes: ["4"] })
  assert.deepEqual(found([branch, between, alone, head], "鑫达建筑"), ["h", "b", "a", "c"])
})

test("takes a branch without a place of its own for one", () => {
  const isOne = (name) => isBranch(named("x", name, name))
  assert.deepEqual(["甲乙有限公司分公司", "甲乙公司营业部", "甲乙有限公司", "甲乙总公司"].map(isOne), [true, true, false, false])
})

const TEXTS = new Map([
  ["a", ["拖欠工人工资，经责令限期支付，逾期未支付。", "《条例》第五十三条"]],
  ["b", ["工人的工资已经付清"]],
])

test("looks into texts for a phrase, or for every word", () => {
  const rows = [named("a", "甲", "甲"), named("b", "乙", "乙"), named("c", "丙", "丙")]
  const ids = (q) => told(rows, q, TEXTS, DAY).map(({ row, place }) => [row.id, place])
  assert.deepEqual(ids("限期支付 逾期"), [["a", 0]])
  assert.deepEqual(ids("工资 工人"), [["a", 1], ["b", 1]])
  assert.deepEqual(ids("条例"), [["a", 0]])
  assert.deepEqual(ids("工"), [])
  assert.deepEqual(told([{ ...rows[0], is_person: true }], "工资", TEXTS, DAY), [])
})

test("quotes the place in a text, marks and width as they are", () => {
  assert.deepEqual(snippet(TEXTS.get("a"), "限期支付逾期"), {
    before: "拖欠工人工资，经责令", match: "限期支付，逾期", after: "未支付。",
  })
  assert.deepEqual(snippet(TEXTS.get("a"), "条例 工资"), { before: "《", match: "条例", after: "》第五十三条" })
  const long = snippet(["前".repeat(50) + "ＡＢ" + "后".repeat(50)], "ab")
  assert.deepEqual(long, { before: `…${"前".repeat(24)}`, match: "ＡＢ", after: `${"后".repeat(24)}…` })
  assert.equal(snippet(["甲"], "乙"), null)
})
