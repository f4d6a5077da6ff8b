/**
 * Looks a text up in the index of a large list: one page of pieces, and the rows that it names.
 */

import { placesIn, rowsOf } from "./brief.mjs"
import { fold } from "./fold.mjs"
import { beginningOf, nodeOf, sumOf, unfronted } from "./pages.mjs"
import { ANYWHERE, CODE_END, LONGEST, NEVER, answers, answersCode, rank, short } from "./query.mjs"
import { IndexError, beside, readSealed } from "./shards.mjs"

const NONE = { found: [], total: 0, isWhole: true, nodes: [], others: [] }
const MOVED = "another release"
export const CODE = /^[0-9a-z]+$/
// Mongolian names are the longest: 额尔敦巴特尔.
const NAME = 7
const TRADE = 2
const NUMBER = 5
const DIGIT = /\d/
const LONGEST_NUMBER = 40
// So codes look, and document numbers do not.
const MIXED = /[a-z]\d|\d[a-z]/
const ENOUGH = 4
// The rows of more blocks cost more than a page of pieces.
const FEW = 6
export const BEST = 10
// Of so many the rows are read where somebody wants them all.
export const MOST = 300
// So many firms of a piece are told by these tables, and of codes and numbers no more than of all are read.
export const MANY = 5000
export const LISTED = ["names", "first", "people"]
const CODE_LENGTH = 18
// Codes of one year begin alike, so the end of one tells most.
const TELLING = 7

/** The pages and blocks of one release, each read once. */
export class Large {
  /**
   * @param {string} address of the entry file
   * @param {object} entry what it holds
   * @param {typeof fetch} get
   */
  constructor(address, entry, get) {
    this.address = address
    this.get = get
    this.start(entry, "no-cache")
  }

  start(entry, cache) {
    this.entry = entry
    this.width = entry.large.width
    this.places = placesIn(entry)
    this.cache = cache
    this.aparts = {}
    this.reading = new Map()
  }

  /** Where a file is missing, spoilt or of another release, all is read once more past the browser's copies. */
  async twice(find) {
    try {
      return await find()
    } catch (error) {
      if (!(error instanceof IndexError)) throw error
      this.start(await readSealed(this.address, this.get, "reload"), "reload")
      return find()
    }
  }

  /** A file of the index by its name, whole or not at all. */
  read(name) {
    const { reading } = this
    if (!reading.has(name)) {
      const file = readSealed(beside(this.address, name), this.get, this.cache)
      reading.set(name, file)
      file.catch(() => reading.delete(name))
    }
    return reading.get(name)
  }

  /** The beginnings that stand apart in a table: the entry says them, or a file where few need it. */
  async apart(name) {
    if (!this.aparts[name]) {
      const [, , said = (await this.read(`${name}/apart.json`)).apart] = this.entry.large.tables[name]
      this.aparts[name] = new Set(unfronted(said))
    }
    return this.aparts[name]
  }

  /** What a table knows of a text. */
  async find(name, text) {
    const [shortest, slots] = this.entry.large.tables[name]
    if ([...text].length < shortest) return null
    const apart = await this.apart(name)
    const at = (part) => this.page(name, "", part, slots)
    const beginning = beginningOf(text, shortest, apart)
    const page = await at(beginning)
    // A newer release may keep elsewhere what this page once held, or keep here what stood apart.
    if (text !== beginning && page.apart.has(beginning)) throw new IndexError(MOVED)
    const found = nodeOf(page, text, shortest, this.width)
    const before = [...beginning].slice(0, -1).join("")
    if (!found && apart.has(before) && !(await at(before)).apart.has(before)) throw new IndexError(MOVED)
    return found
  }

  /** The page that a beginning stands on: of pieces, or ("ends-") of all firms that have them. */
  async page(name, sort, beginning, slots) {
    const slot = sumOf(beginning) % slots
    const page = await this.read(`${name}/${sort}${slot}.json`)
    if (!page.apart.has) {
      page.pieces = unfronted(page.pieces)
      page.whose = page.pieces.length ? page.whose.split(" ") : []
      page.apart = new Set(unfronted(page.apart))
    }
    const of = `${name}${sort && "-ends"}/${slot}/${slots}/${this.width}`
    if (page.of !== of || page.pieces.length !== page.whose.length) throw new IndexError(MOVED)
    return page
  }

  /** The rows of some blocks. */
  async rows(blocks) {
    const found = await Promise.all(blocks.map((block) => this.read(`rows/${block}.json`)))
    return found.flatMap(({ rows, o: organs }) => rows.flatMap((own) => rowsOf(own, organs, this.places)))
  }

  /**
   * What answers what was typed: all of it, or the best of very many.
   *
   * @param {string} q
   * @param {string} day
   * @returns {Promise<{found: object[], total: number, isWhole: boolean, nodes: object[], others: object[], canWiden:
   *   boolean, canGoOn: boolean}>} `nodes` are the pieces, `others` what was found besides those that very many share; where
   *   only the best were read, whether all can be read besides, or else some at a time
   */
  async answers(q, day) {
    return this.twice(() => this.answersNow(q, day))
  }

  async answersNow(q, day) {
    const wanted = fold(q)
    if (!wanted || wanted.length > LONGEST) return NONE
    let told = 0
    // Others wait for nothing that hardly anybody asks for.
    for (const asked of [likely(wanted), unlikely(wanted)]) {
      const nodes = await this.all(asked)
      const many = nodes.filter((node) => node.records)
      const rows = await this.rows(unique(nodes.flatMap(bestOf)))
      const found = answering(rows, q, day, nodes)
      told += rows.length
      if (!found.length) continue
      const others = found.filter(isOutside(many, wanted))
      const total = many.reduce((sum, node) => sum + node.records, others.length)
      const isWhole = !many.length
      const canWiden = !isWhole && (this.entry.shards || total <= MOST)
      const canGoOn = !isWhole && !canWiden && total <= MANY && many.every(({ table }) => LISTED.includes(table))
      return { found, total, isWhole, nodes, others, canWiden, canGoOn }
    }
    // Who is told of may have moved to another block since.
    if (told && (await readSealed(this.address, this.get, "no-cache")).sum !== this.entry.sum) throw new IndexError(MOVED)
    return NONE
  }

  /** What the table of names knows of a text: of one that begins as several do, by what comes next too. */
  async name(text) {
    const node = await this.find("names", text)
    // With the end of the piece: fewer have that than what comes after it alone.
    const rest = node ? [...text].slice(Math.max(node.length - 2, 1)).join("") : ""
    if (rest.length < ENOUGH || node.records || node.blocks.length <= FEW) return node
    const next = await this.name(rest)
    if (next && next.records) return node
    return next && { ...node, blocks: node.blocks.filter((block) => next.blocks.includes(block)) }
  }

  /** What the tables know of several texts; what stands nowhere is left out. */
  async all(asked) {
    const found = await Promise.all(asked.map(([table, text]) => (table === "names" ? this.name(text) : this.find(table, text))))
    return found.map((node, at) => node && { ...node, table: asked[at][0], text: asked[at][1] }).filter((node) => node)
  }
}

/** Whether a row has what was looked for where a table looks for it. */
const BELONGS = {
  first: (row, wanted) => isWithin(TRADE, rank(row, wanted)),
  names: (row, wanted) => !row.is_person && isWithin(ANYWHERE, rank(row, wanted)),
  codes: (row, wanted) => (row.codes || []).some((code) => answersCode(code, wanted)),
  starts: (row, wanted) => (row.codes || []).some((code) => code.startsWith(wanted)),
  numbers: (row, wanted) => (row.numbers || []).some((number) => number.includes(wanted)),
  // Who is found by a firm's name too is counted there.
  people: (row, wanted) => row.is_person || rank(row, wanted) > NUMBER,
}

function isWithin(most, place) {
  return place !== NEVER && place <= most
}

/** The tables that most likely know a folded text, and what to look for there. */
export function likely(wanted) {
  const length = [...wanted].length
  if (length === 1) return [["first", wanted]]
  const names = ["names", short(wanted)]
  const hasDigit = DIGIT.test(wanted)
  const people = length <= NAME && !hasDigit ? [["people", wanted]] : []
  const numbers = hasDigit && length <= LONGEST_NUMBER ? [["numbers", wanted]] : []
  if (!CODE.test(wanted)) return [names, ...people, ...numbers]
  if (length >= CODE_LENGTH) return [["codes", wanted.slice(-TELLING)]]
  if (length > CODE_END) return [["starts", wanted]]
  return [names, ...people, ...(MIXED.test(wanted) ? [] : numbers), ["codes", wanted], ["starts", wanted]]
}

/** All others. */
export function unlikely(wanted) {
  if ([...wanted].length === 1) return []
  const asked = likely(wanted).map(([table]) => table)
  const others = [["people", wanted], ["numbers", wanted]]
  return [["names", short(wanted)], ...others.filter(([table]) => !asked.includes(table))]
}

/** What of some rows answers, of those that pieces told of: beside these stand rows of others. */
export function answering(rows, q, day, nodes) {
  const isOther = isOutside(nodes, fold(q))
  return answers(rows, q, day).filter((found) => !isOther(found))
}

function isOutside(nodes, wanted) {
  return ({ row }) => !nodes.some(({ table }) => BELONGS[table](row, wanted))
}

/** The blocks of a piece whose rows are read: all, or the best of very many. */
export function bestOf({ blocks, best }) {
  return blocks.slice(0, best)
}

/** Blocks or firms, each once. */
export function unique(numbers) {
  return [...new Set(numbers)]
}
