/**
 * Looks a text up in the index of a large list: one page of pieces, and the rows that it names.
 */

import { rowsOf } from "./brief.mjs"
import { fold } from "./fold.mjs"
import { beginningOf, blockOf, nodeOf, sumOf, tagAt, tagOf, unfronted } from "./pages.mjs"
import { answers, answersCode, heard, rank, short, similar } from "./query.mjs"
import { IndexError, beside, readSealed } from "./shards.mjs"
import { initials, spellings } from "./sounds.mjs"

const CODE = /^[0-9a-z]+$/
const LONGEST = 1000
const NAME = 4
const TRADE = 2
const ANYWHERE = 3
const DIGIT = /\d/
const LONGEST_NUMBER = 40
const SIMILAR_FROM = 3
const ENOUGH = 4
const SIMILAR_TO = 40
const CODE_RUN = 4
const BEST = 10
const CODE_LENGTH = 18
const CODE_END = 10
// Codes of one year begin alike, so the end of one tells most.
const TELLING = 7

/** The pages and blocks of one release, each read once. */
export class Large {
  /**
   * @param {string} address of the entry file
   * @param {object} entry what it holds
   * @param {typeof fetch} get
   * @param {RequestCache} cache
   */
  constructor(address, entry, get, cache) {
    this.address = address
    this.entry = entry
    this.get = get
    this.cache = cache
    this.tables = Object.fromEntries(
      Object.entries(entry.large.tables).map(([name, [shortest, slots, apart]]) => [
        name, { shortest, slots, apart: new Set(unfronted(apart)) },
      ]),
    )
    this.reading = new Map()
  }

  /** A file of the index by its name, whole or not at all. */
  read(name) {
    if (!this.reading.has(name)) {
      const reading = readSealed(beside(this.address, `${name}.json`), this.get, this.cache)
      this.reading.set(name, reading)
      reading.catch(() => this.reading.delete(name))
    }
    return this.reading.get(name)
  }

  /** What a table knows of a text. */
  async find(name, text) {
    const { shortest, slots, apart } = this.tables[name]
    if ([...text].length < shortest) return null
    const beginning = beginningOf(text, shortest, apart)
    const slot = sumOf(beginning) % slots
    const page = await this.read(`${name}/${slot}`)
    if (!page.isRead) {
      page.pieces = unfronted(page.pieces)
      page.whose = page.pieces.length ? page.whose.split(" ") : []
      page.apart = new Set(unfronted(page.apart))
      page.isRead = true
    }
    // A newer release may keep elsewhere what this page once held.
    const isMoved = page.of !== `${name}/${slot}/${slots}` || beginningOf(text, shortest, page.apart).length > beginning.length
    if (isMoved || page.pieces.length !== page.whose.length) throw new IndexError("a page of another release")
    return nodeOf(page, text, shortest)
  }

  /** The rows of some firms. */
  async rows(firms) {
    const found = await Promise.all(firms.map(async (firm) => {
      const block = await this.read(`rows/${blockOf(firm)}`)
      if (!block.at) block.at = new Map(block.rows.map((rows, at) => [tagAt(block.tags, 2 * at), rows]))
      const rows = block.at.get(tagOf(firm))
      if (!rows) throw new IndexError("a firm that is not there")
      return rowsOf(rows, block.organs, this.entry.places)
    }))
    return found.flat()
  }

  /**
   * What answers what was typed: all of it, or the best of very many.
   *
   * @param {string} q
   * @param {string} day
   * @returns {Promise<{found: object[], total: number, isWhole: boolean}>}
   */
  async answers(q, day) {
    const wanted = fold(q)
    if (!wanted || wanted.length > LONGEST) return { found: [], total: 0, isWhole: true }
    const words = q.split(/\s+/).map(fold).filter((word) => [...word].length > 1)
    // Others wait for nothing that hardly anybody asks for.
    for (const asked of [likely(wanted), unlikely(wanted), ...(words.length > 1 ? [words] : [])]) {
      const nodes = asked === words ? await this.ofWords(words) : await this.all(asked)
      const many = nodes.filter((node) => node.records)
      const rows = await this.rows(unique(nodes.flatMap((node) => (node.records ? node.firms.slice(0, BEST) : node.firms))))
      const found = answers(rows, q, day)
      if (!found.length) continue
      const others = found.filter(({ row }) => !many.some((node) => BELONGS[node.table](row, wanted)))
      const total = many.reduce((sum, node) => sum + node.records, others.length)
      return { found, total, isWhole: many.length === 0 }
    }
    return { found: [], total: 0, isWhole: true }
  }

  /** What may hold each of several words. */
  async ofWords(words) {
    const each = await Promise.all(words.map((word) => this.all([...likely(word), ...unlikely(word)])))
    const few = each.filter((nodes) => nodes.length && nodes.every((node) => !node.records))
    if (each.some((nodes) => !nodes.length)) return []
    // Words that very many hold narrow nothing; where all are such, the best of one are looked through.
    if (!few.length) return each[0].map((node) => ({ ...node, records: 0 }))
    const [first, ...rest] = few.map((nodes) => unique(nodes.flatMap((node) => node.firms)))
    return [{ records: 0, firms: first.filter((firm) => rest.every((firms) => firms.includes(firm))) }]
  }

  /**
   * What sounds like what was typed and does not answer it as it is written.
   *
   * @param {string[]} said
   * @param {Map<string, string[]>} sounds
   * @param {string} day
   * @param {object[]} written
   * @returns {Promise<object[]>}
   */
  async heard(said, sounds, day, written) {
    const ways = spellings(said, sounds)
    const asked = [...ways.map((way) => ["sounds", way]), ...initials(said).map((way) => ["initials", way])]
    const nodes = await this.all(asked)
    const rows = await this.rows(unique(nodes.flatMap((node) => node.firms)))
    const known = new Set(written.map(({ row }) => row.id))
    return heard(rows.filter((row) => !known.has(row.id)), said, sounds, day, [])
  }

  /** A few firms that somebody may have meant: those that share most with what was typed. */
  async similar(query, day) {
    const wanted = [...short(fold(query.q))]
    if (wanted.length < SIMILAR_FROM || wanted.length > SIMILAR_TO) return []
    const isCode = wanted.length >= CODE_END && CODE.test(wanted.join(""))
    const parts = isCode ? pieces(wanted, CODE_RUN).map((part) => ["codes", part]) : pieces(wanted, 2).map((part) => ["names", part])
    const shared = new Map()
    for (const node of await this.all(parts)) {
      for (const firm of node.firms) shared.set(firm, (shared.get(firm) || 0) + 1)
    }
    const firms = [...shared].sort(([one, many], [other, more]) => more - many || one - other).slice(0, BEST)
    return similar(await this.rows(firms.map(([firm]) => firm)), query, day)
  }

  async all(asked) {
    const found = await Promise.all(asked.map(async ([table, text]) => {
      if (table !== "names") return this.find(table, text)
      const rest = telling(text, this.tables.names.apart)
      const node = await this.find(table, rest)
      return node && node.records && rest !== text ? this.find(table, text) : node
    }))
    return found.map((node, at) => node && { ...node, table: asked[at][0] }).filter((node) => node)
  }
}

/** Whether a row has what was looked for where a table looks for it. */
const BELONGS = {
  first: (row, wanted) => rank(row, wanted) <= TRADE,
  names: (row, wanted) => rank(row, wanted) <= ANYWHERE,
  codes: (row, wanted) => (row.codes || []).some((code) => answersCode(code, wanted)),
  starts: (row, wanted) => (row.codes || []).some((code) => code.startsWith(wanted)),
  numbers: (row, wanted) => (row.numbers || []).some((number) => number.includes(wanted)),
  people: (row, wanted) => (row.people || row.names).includes(wanted),
}

/** The tables that most likely know a folded text, and what to look for there. */
function likely(wanted) {
  const length = [...wanted].length
  if (length === 1) return [["first", wanted]]
  const names = ["names", short(wanted)]
  const people = length <= NAME ? [["people", wanted]] : []
  const numbers = DIGIT.test(wanted) && length <= LONGEST_NUMBER ? [["numbers", wanted]] : []
  if (!CODE.test(wanted)) return [names, ...people, ...numbers]
  if (length >= CODE_LENGTH) return [["codes", wanted.slice(-TELLING)]]
  if (length > CODE_END) return [["starts", wanted]]
  return [names, ...people, ...numbers, ["codes", wanted], ["starts", wanted]]
}

/** All others. */
function unlikely(wanted) {
  if ([...wanted].length === 1) return []
  const asked = new Set(likely(wanted).map(([table]) => table))
  const others = [["names", short(wanted)], ["people", wanted], ["numbers", wanted]]
  return others.filter(([table]) => !asked.has(table) || table === "names")
}

/** Names that begin with a place begin alike: what comes after it finds them with less. */
function telling(text, apart) {
  const characters = [...text]
  for (let start = 0; start + ENOUGH <= characters.length; start++) {
    const rest = characters.slice(start).join("")
    if ([...beginningOf(rest, 2, apart)].length === 2) return rest
  }
  return text
}

/** Every part of so many characters. */
function pieces(characters, length) {
  return characters.slice(length - 1).map((_char, at) => characters.slice(at, at + length).join(""))
}

function unique(firms) {
  return [...new Set(firms)]
}
