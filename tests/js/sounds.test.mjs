import assert from "node:assert/strict"
import { test } from "node:test"

import { PINYIN } from "../../templates/static/js/pinyin.mjs"
import { CHARACTERS, heardAs } from "../../templates/static/js/sounds.mjs"
import { soundsIn } from "../../templates/static/js/syllables.mjs"
import { simplified, variantsIn } from "../../templates/static/js/variants.mjs"

const SOUNDS = new Map(
  Object.entries({
    包: ["bao"], 头: ["tou"], 市: ["shi"], 鑫: ["xin"], 新: ["xin"], 欣: ["xin"], 达: ["da"], 大: ["da", "dai"], 中: ["zhong"],
    重: ["zhong", "chong"], 庆: ["qing"], 建: ["jian"], 筑: ["zhu"], 有: ["you"], 限: ["xian"], 公: ["gong"], 司: ["si"],
    西: ["xi"], 安: ["an"], 绿: ["lv"], 单: ["dan", "shan"], 县: ["xian"],
  }),
)
const row = (name, core, more = {}) => ({ names: [name], cores: [core], ...more })
const XINDA = row("包头市鑫达建筑有限公司", "鑫达建筑")
const { spoken } = PINYIN
const heard = (q, one = XINDA) => heardAs(one, spoken(q), SOUNDS, PINYIN)

const CASES = [
  ["other characters of the same sound", "新达", 1],
  ["the whole trade name in other characters", "欣大建筑", 0],
  ["the trade name to the end of the name", "新达建筑有限公司", 0],
  ["pinyin", "xinda", 1],
  ["pinyin in capitals, with spaces", "Xin Da Jian Zhu", 0],
  ["pinyin with tones as marks", "xīn dá", 1],
  ["pinyin with tones as digits", "xin1da2jian4zhu4", 0],
  ["pinyin whose last syllable is half typed", "xindaji", 1],
  ["full-width letters", "ｘｉｎｄａ", 1],
  ["pinyin and characters together", "xin达", 1],
  ["pinyin of the middle", "jianzhu", 2],
  ["initials", "xdjz", 3],
  ["the beginning of the initials", "xd", 4],
  ["initials of two letters", "xdjzh", 3],
  ["initials of the middle", "jzyx", 5],
  ["something else", "lanhai", -1],
  ["half of one syllable", "xi", -1],
  ["the same characters in another order", "达新", -1],
]
for (const [what, q, expected] of CASES) {
  test(`hears ${what}`, () => assert.equal(heard(q), expected))
}

test("hears characters without knowing letters", () => {
  const byCharacters = (q) => heardAs(XINDA, CHARACTERS.spoken(q), SOUNDS, CHARACTERS)
  for (const [, q] of CASES.filter(([, q]) => /^\p{Script=Han}+$/u.test(q))) assert.equal(byCharacters(q), heard(q), q)
  for (const q of ["xinda", "xin达", "鑫", ""]) assert.deepEqual(CHARACTERS.spoken(q), [], q)
})

test("hears a character of several readings as any of them", () => {
  const chongqing = row("重庆重大建筑有限公司", "重大建筑")
  assert.equal(heard("chongqing", chongqing), 2)
  assert.equal(heard("zhongda", chongqing), 1)
  assert.equal(heard("单县", row("山东单县建筑", "单县建筑")), 1)
  assert.equal(heard("shanxian", row("山东单县建筑", "单县建筑")), 1)
})

test("hears lue and nue as they are written without a mark", () => {
  const sounds = new Map(Object.entries({ 远: ["yuan"], 略: ["lve"], 努: ["nu"], 尔: ["er"], 商: ["shang"], 贸: ["mao"] }))
  const named = (name, q) => heardAs(row(name, name), spoken(q), sounds, PINYIN)
  for (const q of ["yuanlue", "yuanlve", "yuanlüe", "yuǎn lüè shāng", "yuanluesh"]) assert.notEqual(named("远略商贸", q), -1, q)
  assert.notEqual(named("努尔商贸", "nuershang"), -1)
  assert.equal(named("远略商贸", "yuanlu"), -1)
})

test("hears what can be cut in two ways", () => {
  assert.equal(heard("xian", row("西安建筑", "西安建筑")), 1)
  assert.equal(heard("xi'an", row("西安建筑", "西安建筑")), 1)
})

test("hears a name that has digits", () => {
  const eighth = row("西安第8建筑公司建12队", "第8建筑")
  const known = new Map([...SOUNDS, ["第", ["di"]], ["队", ["dui"]], ["见", ["jian"]], ["主", ["zhu"]]])
  const inEighth = (q, hearing) => heardAs(eighth, hearing.spoken(q), known, hearing)
  for (const q of ["xi an di 8 jian zhu", "xiandi8jianzhugongsijian12dui", "Xi1 An1 Di4 8", "di8jianzhu", "第8见主"]) {
    assert.notEqual(inEighth(q, PINYIN), -1, q)
  }
  assert.equal(inEighth("xad8jzgsj12d", PINYIN), 5)
  assert.equal(inEighth("第8见主", CHARACTERS), 0)
  assert.equal(inEighth("第9见主", CHARACTERS), -1)
  // No part of a code is a name that somebody heard.
  for (const q of ["ma0f", "0qc1", "91150102ma0aaaa1x7", "2026年", "12号", "aaaa2026"]) assert.deepEqual(spoken(q), [], q)
})

test("hears ü however it is typed", () => {
  for (const q of ["lüda", "lvda", "lu\u0308da", "lyuda", "LYU DA", "lyu4da2"]) assert.equal(heard(q, row("绿达建筑", "绿达建筑")), 1)
})

test("hears ü as passports spell it and behind letters that no other u follows", () => {
  const sounds = new Map(Object.entries({ 环: ["huan"], 宇: ["yu"], 女: ["nv"], 娲: ["wa"], 旭: ["xu"], 聚: ["ju"], 源: ["yuan"], 全: ["quan"], 略: ["lve"] }))
  const hears = (name, q) => heardAs(row(name, name), spoken(q), sounds, PINYIN) !== -1
  const cases = [
    ["女娲", "nyuwa"], ["女娲", "nvwa"], ["女娲", "nüwa"], ["聚女", "ju nyu"], ["环宇", "huanyu"], ["环宇女娲", "huanyu nyuwa"], ["全略", "quanlyue"],
    ["旭源", "xüyuan"], ["旭源", "xvyvan"], ["聚全", "jǖqüán"], ["聚源", "juyuan"],
  ]
  for (const [name, q] of cases) assert.ok(hears(name, q), `${name} ${q}`)
})

test("hears nobody who is a natural person", () => {
  assert.equal(heardAs({ names: ["李四"], is_person: true }, spoken("lisi"), SOUNDS, PINYIN), -1)
})

test("does not hear what cannot be said, or hardly anything", () => {
  for (const q of ["", "x", "鑫", "91150102ma0aaaa1x7", "2026", "α鑫达", "🙂🙂", "\ud83d", "😀鑫达"]) assert.deepEqual(spoken(q), [], q)
})

test("answers at once whatever is typed", () => {
  const long = row("西".repeat(200), "西".repeat(200))
  const started = process.cpuUsage().user
  for (const q of ["xi".repeat(100), "x".repeat(200), "西".repeat(200), `${"xi".repeat(99)}q`]) heard(q, long)
  assert.ok(process.cpuUsage().user - started < 2_000_000)
})

test("does not hear what is longer than anything that is looked up", () => {
  for (const part of ["zh", "西", "xi'"]) {
    assert.deepEqual(spoken(part.repeat(5000)), [])
    assert.deepEqual(CHARACTERS.spoken(part.repeat(5000)), [])
  }
  assert.equal(spoken("zh".repeat(500)).length, 1000)
})

test("reads the tables that the builder writes", () => {
  assert.deepEqual([...variantsIn({ steps: "bdtAB", offsets: "bHC" })], [["亂", "乱"], ["亃", "亄"]])
  // 啊 is the first of GB 2312, and behind its 6763 stand codes: briS is 6763 more than that of 堃.
  const { syllables, sounds } = soundsIn({ a: "A", b: "", c: "AB", kun: "briS" })
  assert.deepEqual(syllables, ["a", "b", "c", "kun"])
  assert.deepEqual([...sounds], [["啊", ["a", "c"]], ["阿", ["c"]], ["堃", ["kun"]]])
  assert.equal(simplified("鑫達𠮷", new Map([["達", "达"]])), "鑫达𠮷")
})
