/**
 * What somebody pasted: the names and codes that each line may mean. No DOM, no network.
 */

import { fold } from "./fold.mjs"
import { short } from "./query.mjs"

// Columns first; a label and what it labels; then what may also stand in a name. A bracket that
// does not end was cut off with the code in it.
const COLUMNS = /[\t,，;；|]/
const LABELS = /[:：]/
const WORDS = /\s+|[(（](?=[^()（）]*$)/
const IN_A_LIST = /[、/／]/
const LOOSE = [LABELS, WORDS, IN_A_LIST]
const WHOLE_CODE = /^(?:(?=.*\d)[0-9a-z]{18}|\d{13}|\d{15})$/
const CODE_LENGTH = 18
const BREAK = /\r\n|[\r\n\u2028\u2029]/
// A cell of a table as spreadsheets write it, not the quotes of a whole list.
const QUOTED_CELL = /(^|[\t,，;；|\r\n])"((?:[^"]|""){1,300})"(?=[\t,，;；|\r\n]|$)/g
const ORDINAL = /^[\d年月日万元]{0,12}$/
const NUMBERED = "(?:[\\d０-９]{1,4}|[一二三四五六七八九十百零〇]{1,4})"
const ORNAMENT = new RegExp(
  `^(?:[①-⓿❶-➓⒈-⒛㈠-㈩㊀-㊉]|[([（【〔［]\\s*${NUMBERED}\\s*[)\\]）】〕］]|${NUMBERED}\\s*[、.．。:：)）]|${NUMBERED}\\s|[-*•·●◆■▪–—]+)[\\s、.．:：]*`,
)
const FIRM = /.(?:公司|集团|企业|厂|店|部|中心|合作社|院|所|行|队|城|馆|坊|铺|场|社|站|室)$/
const LEGAL_FORM = /^(?:有限|责任|股份|集团|总|分|微型|小型|小微|合伙|加盟|连锁|直营)*(?:公司|企业|店)$/
// A name may end in a bracket itself, and hold what sets names apart: it is looked for as it is written first.
const NAME_AND_NOTE = /^([^:：]{3,}?)\s*[([（【〔［]([^()[\]（）【】〔〕［］]*)[)\]）】〕］]$/
const HEADING_WORDS = [
  "序号|编号|单位|企业|公司|雇主|机构|主体|组织|供应商|承包商|分包商|全称|名称|名单|一览表|明细表|汇总表|统一|社会|信用|代码|编码|税号|注册号",
  "纳税人识别号|营业执照号|联系人|联系方式|联系|电话|手机|号码|地址|住所|法定代表人|法人代表|法人|负责人|姓名|备注|日期|时间|金额|报价|人数",
  "排名|名次|得分|地区|类型|行业|项目|工程|标段|状态|资质|邮箱|用人|用工|投标人|中标人|投标|中标|中选|成交|候选人|候选|承包|分包|总包",
  "施工|建设|监理|招标|采购|代理|被|拟|查询|核查|及|和|或|与|号|号码",
]
const HEADING = new RegExp(`^(?:${HEADING_WORDS.join("|")})+$`)

/**
 * @typedef {object} Part of a line
 * @property {string} text as written
 * @property {string} [code] folded, if it is one
 * @property {string[]} names folded: as written, and then without a number before it
 * @property {Part[]} parts what it may be made of, if it is no name
 * @property {boolean} isLoose whether it is more likely a name than its parts are
 *
 * @typedef {Part & {written: string, isHeading: boolean}} Pasted a line
 */

/**
 * The lines of a text or a table that say anything, headings too.
 *
 * @param {string} text
 * @param {(text: string) => string} [simplify] of traditional characters
 * @returns {Pasted[]}
 */
export function linesIn(text, simplify = (one) => one) {
  const lines = text.replace(/^\ufeff/, "").replace(QUOTED_CELL, inOneLine).split(BREAK)
  return lines.filter((line) => /[^\s"\t,，;；|]/.test(line)).map((line) => lineOf(line, (part) => short(simplify(fold(part)))))
}

/** A quoted cell whose name was broken into lines; where each is a firm's, they stay apart. */
function inOneLine(cell, before, inside) {
  const pieces = inside.split(BREAK)
  return pieces.length === 1 || pieces.every((piece) => FIRM.test(piece.trim())) ? cell : `${before}"${pieces.join(" ")}"`
}

function lineOf(text, folded) {
  const cells = text.split(COLUMNS).map((cell) => cell.replace(/^\s*"|"\s*$/g, "").trim())
  const parts = cells.flatMap((cell) => cutAtCodes(cell, folded))
  const names = parts.filter((part) => !part.code)
  const whole = names.map((part) => part.text).join(" ")
  const words = names.flatMap((part) => part.text.split(/[、/／:：\s]+/)).map(folded).filter(Boolean)
  return {
    written: text.trim(),
    text: whole,
    names: names.length > 1 ? [folded(whole)] : [],
    parts,
    isLoose: false,
    isHeading: names.length === parts.length && words.every((word) => HEADING.test(word)),
  }
}

/** A cell, and the codes in it: only a code tells who is meant, wherever it stands. */
function cutAtCodes(cell, folded) {
  if (WHOLE_CODE.test(fold(cell))) return [codeOf(cell)]
  // As long as what was written, so that places stay.
  const narrow = cell.replace(/[０-９Ａ-Ｚａ-ｚ]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
  const found = []
  let from = 0
  for (const [start, end] of codesIn(narrow)) {
    found.push(partOf(cell.slice(from, start), folded, LOOSE), codeOf(cell.slice(start, end)))
    from = end
  }
  found.push(partOf(cell.slice(from), folded, LOOSE))
  return found.filter((part) => part.code || part.names.length)
}

/** Where codes begin and end, those too that are written in groups. */
function codesIn(text) {
  const words = []
  const word = /[0-9a-z]+/gi
  for (let match = word.exec(text); match; match = word.exec(text)) words.push([match.index, word.lastIndex])
  const found = []
  for (let at = 0; at < words.length; at++) {
    const [start, end] = words[at]
    if (WHOLE_CODE.test(text.slice(start, end).toLowerCase())) {
      found.push([start, end])
      continue
    }
    let code = ""
    let last = at
    for (; last < words.length && code.length < CODE_LENGTH; last++) {
      if (last > at && /[^\s-]/.test(text.slice(words[last - 1][1], words[last][0]))) break
      code += text.slice(...words[last]).toLowerCase()
    }
    if (code.length !== CODE_LENGTH || !WHOLE_CODE.test(code)) continue
    at = last - 1
    found.push([start, words[at][1]])
  }
  return found
}

function codeOf(text) {
  return { text, code: fold(text), names: [], parts: [], isLoose: false }
}

function partOf(written, folded, [separator, ...finer]) {
  const text = written.trim()
  const whole = { text, names: namesOf(text, folded), parts: [], isLoose: false }
  const bare = withoutOrnament(text)
  const [, name, note] = NAME_AND_NOTE.exec(bare) || []
  if (!separator && !name) return whole
  const pieces = name ? [name, note] : bare.split(separator)
  if (pieces.length === 1) return partOf(text, folded, finer)
  const parts = pieces.map((piece) => partOf(piece, folded, name ? LOOSE : finer))
  const named = parts.filter(({ names }) => names.length && !isBeside(names))
  return { ...whole, parts: named, isLoose: Boolean(name) || separator !== LABELS }
}

function namesOf(text, folded) {
  return [...new Set([text, withoutOrnament(text)].map(folded))].filter(Boolean)
}

/** A text without the number of its line: 1、 (1) ① 一、 */
function withoutOrnament(text) {
  return text.replace(ORNAMENT, "") || text
}

/** Whether a folded text may be the number of its line. */
export function isOrdinal(name) {
  return ORDINAL.test(name)
}

/** Whether a part is no name where others are: a number, a day, a label. */
export function isBeside(names) {
  return names.some((name) => isOrdinal(name) || HEADING.test(name))
}

/** Whether a folded text ends as names of firms do. */
export function isFirmName(name) {
  return FIRM.test(name) && !HEADING.test(name) && !LEGAL_FORM.test(name)
}

/**
 * The keys that some lines are looked up by.
 *
 * @param {Pasted[]} lines
 * @returns {{codes: string[], names: string[]}}
 */
export function keysOf(lines) {
  const codes = new Set()
  const names = new Set()
  const take = (part) => {
    if (part.code) codes.add(part.code)
    part.names.forEach((name) => names.add(name))
    part.parts.forEach(take)
  }
  lines.forEach(take)
  return { codes: [...codes], names: [...names] }
}
