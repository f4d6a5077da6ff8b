/**
 * What else than the written answer may be looked up: by its sound, in texts, or nearly. Few queries
 * need it, so that it is fetched by the first that does.
 */

import { rowsOf } from "./brief.mjs"
import { fold } from "./fold.mjs"
import { BEST, CODE, Large, MOST, isListed, lookedFor, unique } from "./large.mjs"
import { SIMILAR_FROM, heard, similar, snippet, told } from "./near.mjs"
import { addresses, beginningOf, node } from "./pages.mjs"
import { CODE_END, CODE_RUN, LONGEST, answers, short } from "./query.mjs"
import { IndexError } from "./shards.mjs"
import { initials, spellings, spoken } from "./sounds.mjs"
import { loadTable, simplified, soundsIn, variantsIn } from "./tables.mjs"
import { loadTexts, textsById } from "./texts.mjs"

const SIMILAR_TO = 40
const TELLING_WORDS = 8
// So many firms of a word are read by name alone, to be looked at where another word stands as well.
const MANY = 5000
const BEYOND_LATIN = /[^\0-\u2e7f]/

/** What `read` makes of a table of characters, fetched once. */
async function table({ address, entry, get, tables }, name, read) {
  if (!tables.has(name)) tables.set(name, read(await loadTable(address, entry, name, get)))
  return tables.get(name)
}

/**
 * What makes the characters of a text simplified: the index has no others.
 *
 * @param {object} known what `reader` has read
 * @param {string} text
 * @returns {Promise<(part: string) => string>}
 */
export async function simplifier(known, text) {
  const variants = BEYOND_LATIN.test(text) ? await table(known, "variants", variantsIn) : new Map()
  return (part) => simplified(part, variants)
}

/**
 * What sounds like what was typed and does not answer it as it is written.
 *
 * @param {object} known what `reader` has read
 * @param {string} q
 * @param {string} day
 * @param {object[]} written what answers as it is written
 * @returns {Promise<object[]>}
 */
export async function soundingLike(known, q, day, written) {
  const said = spoken(q)
  if (!said.length) return []
  const { index } = known
  const before = new Set(written.map(({ row }) => row.id))
  const heardSo = await soundsOf(known, said)
  const rows = index instanceof Large ? await index.twice(() => rowsSounding(index, said, heardSo)) : index.rows
  const others = rows.filter((row) => !before.has(row.id))
  const { sounds } = await soundsOf(known, others.flatMap((row) => row.names).join(""))
  return heard(others, said, sounds, day)
}

/** How characters sound: the usual ones, and all where there is another. */
async function soundsOf(known, characters) {
  const usual = await table(known, "sounds", soundsIn)
  const isRare = [...new Set(characters)].some((char) => BEYOND_LATIN.test(char) && !usual.sounds.has(char))
  if (!isRare) return usual
  const others = await table(known, "rare-sounds", soundsIn)
  return { ...usual, sounds: new Map([...usual.sounds, ...others.sounds]) }
}

async function rowsSounding(large, said, { sounds, syllables }) {
  const asked = [...spellings(said, sounds, syllables).map((way) => ["sounds", way]), ...initials(said).map((way) => ["initials", way])]
  const nodes = await large.all(asked)
  return large.rows(unique(nodes.flatMap((node) => node.firms)))
}

/**
 * All rows of a large list that answer what many share.
 *
 * @param {object} known what `reader` has read
 * @param {string} q
 * @param {string} day
 * @param {{nodes: object[]}} written the pieces that the best were found by
 * @returns {Promise<object>} as of `Large.answers`
 */
export async function everyAnswer({ index }, q, day, { nodes }) {
  return index.twice(async () => {
    const firms = await Promise.all(nodes.map((node) => firmsOf(index, node)))
    const found = answers(await index.rows(unique(firms.flat())), q, day)
    return { found, total: found.length, isWhole: true, nodes: [] }
  })
}

/**
 * Every firm of those pieces of a page that begin so; and the pieces that very many share, whose firms
 * stand with longer ones, or where texts end with them.
 *
 * @param {{pieces: string[], whose: string[]}} page
 * @param {string} beginning
 * @returns {{firms: number[], shared: string[]}}
 */
function everyFirm(page, beginning) {
  const found = { firms: [], shared: [] }
  page.pieces.forEach((piece, at) => {
    if (!piece.startsWith(beginning)) return
    const { records, firms } = node(page.whose[at], [], 0)
    if (records && !page.whose[at].includes(";")) found.shared.push(piece)
    else found.firms.push(...firms)
  })
  return found
}

/** Every firm that has a piece. */
async function firmsOf(large, { table, text, records, firms }) {
  if (!records || firms.length > BEST) return firms
  const [shortest, slots] = large.entry.large.tables[table]
  const apart = await large.apart(table)
  const begin = (piece) => beginningOf(piece, shortest, apart)
  const beginnings = unique([begin(text), ...[...apart].filter((other) => other.startsWith(text))])
  const pages = await Promise.all(beginnings.map((beginning) => large.page(table, "", beginning, slots)))
  const found = [...new Set(pages)].map((page) => everyFirm(page, text))
  const shared = found.flatMap((each) => each.shared)
  const ends = await Promise.all(shared.map((piece) => large.page(table, "ends-", begin(piece), Math.max(slots >> 3, 1))))
  const ended = ends.flatMap((page, at) => addresses(page.whose[page.pieces.indexOf(shared[at])] || ""))
  return unique([...found.flatMap((each) => each.firms), ...ended])
}

/**
 * What of a list that is looked up in pages answers several words, each somewhere.
 *
 * @param {object} known what `reader` has read
 * @param {string} q
 * @param {string} day
 * @param {object} none what was found of them as one
 * @returns {Promise<object>} as of `Large.answers`; an `IndexError` where too many would have to be looked at
 */
export async function answersOfWords(known, q, day, none) {
  const { index, entry } = known
  const words = q.split(/\s+/).map(fold).filter(Boolean)
  if (!(index instanceof Large) || words.length < 2 || fold(q).length > LONGEST) return none
  const rows = await index.twice(() => rowsOfWords(index, words))
  if (!rows && entry.shards) return (await known.whole()).index.answers(q, day)
  if (!rows) throw new IndexError("words that very many hold", "too-many")
  const found = answers(rows, q, day)
  return { found, total: found.length, isWhole: true, nodes: [] }
}

/** The rows of the firms that may hold all of some words; null where they are very many. */
async function rowsOfWords(large, words) {
  // The longest tell most; whether a row holds the others as well is seen when it is there.
  const telling = unique(words).sort((one, other) => other.length - one.length).slice(0, TELLING_WORDS)
  const each = await Promise.all(telling.map((word) => large.all(lookedFor(word))))
  const isFew = (nodes) => nodes.every(isListed) && sumOfNodes(nodes) <= MANY
  if (!each.some(isFew)) return null
  const lists = await Promise.all(each.filter(isFew).map(async (nodes) => {
    const firms = await Promise.all(nodes.map((node) => firmsOf(large, node)))
    return new Set(firms.flat())
  }))
  const [first, ...rest] = lists.sort((one, other) => one.size - other.size)
  const firms = [...first].filter((firm) => rest.every((others) => others.has(firm)))
  return firms.length > MOST ? null : large.rows(firms)
}

function sumOfNodes(nodes) {
  return nodes.reduce((sum, node) => sum + (node.records || node.firms.length), 0)
}

/**
 * A few firms that somebody may have meant, where nothing is written so.
 *
 * @param {object} known what `reader` has read
 * @param {object} query
 * @param {string} day
 * @returns {Promise<object[]>}
 */
export async function resembling({ index }, query, day) {
  const rows = index instanceof Large ? await index.twice(() => rowsSharing(index, [...short(fold(query.q))])) : index.rows
  return similar(rows, query, day)
}

/** The rows of a large list that share most with what was typed. */
async function rowsSharing(large, wanted) {
  if (wanted.length < SIMILAR_FROM || wanted.length > SIMILAR_TO) return []
  const isCode = wanted.length >= CODE_END && CODE.test(wanted.join(""))
  const parts = isCode ? pieces(wanted, CODE_RUN).map((part) => ["codes", part]) : pieces(wanted, 2).map((part) => ["names", part])
  const shared = new Map()
  for (const node of await large.all(parts)) {
    // What few share tells more of whom was meant.
    const weight = 1 / (node.records || node.firms.length)
    for (const firm of node.firms) shared.set(firm, (shared.get(firm) || 0) + weight)
  }
  const firms = [...shared].sort(([one, many], [other, more]) => more - many || one - other).slice(0, BEST)
  return large.rows(firms.map(([firm]) => firm))
}

/** Every part of so many characters. */
function pieces(characters, length) {
  return characters.slice(length - 1).map((_char, at) => characters.slice(at, at + length).join(""))
}

/**
 * What holds it in its full text besides: of a large list articles alone, as facts of very many
 * records are not looked through.
 *
 * @param {object} known what `reader` has read
 * @param {string} q
 * @param {string} day
 * @param {object[]} others what was found otherwise
 * @returns {Promise<{found: object[], quote: (row: object) => object | null}>} `quote` gives the place in a row's text
 */
export async function telling(known, q, day, others) {
  const { rows, texts } = await textsOf(known)
  const before = new Set(others.map(({ row }) => row.id))
  const found = told(rows.filter((row) => !before.has(row.id)), q, texts, day)
  return { found, quote: (row) => snippet(texts.get(row.id) || [], q) }
}

async function textsOf(known) {
  const { index, entry } = known
  if (!entry.shards) return index.twice(() => stories(index))
  const all = await known.whole()
  if (!all.texts) all.texts = await loadTexts(all.address, all.entry, all.get)
  return { rows: all.index.rows, texts: all.texts }
}

async function stories(large) {
  const { rows, organs, texts } = await large.read(large.entry.large.stories)
  return { rows: rows.flatMap((written) => rowsOf(written, organs, large.entry.places)), texts: textsById(texts) }
}
