/**
 * Pages of pieces, as site_builder/search/pages.py writes them. No DOM, no network.
 *
 * @typedef {object} Node a piece of texts
 * @property {number} length of the piece, in units of the text that was looked for
 * @property {number} records how many have it in a text; 0 if the firms are all of them
 * @property {number[]} firms by their addresses: all, or the best
 */

const LETTERS = "abcdefghijklmnopqrstuvwxyz"
export const ON = `${LETTERS}!#$%()`
const LAST = `${LETTERS.toUpperCase()}*+-.:=`
export const BASE = 32
export const TAGS = BASE * BASE
const WAYS = 31
const FRONTED = /([A-Z])([^A-Z]*)/g

/**
 * Texts that each say, as a capital letter, how much of the one before they begin with.
 *
 * @param {string} packed
 * @returns {string[]}
 */
export function unfronted(packed) {
  let before = []
  return [...packed.matchAll(FRONTED)].map(([, shared, rest]) => {
    before = [...before.slice(0, shared.charCodeAt(0) - LAST.charCodeAt(0)), ...rest]
    return before.join("")
  })
}

/** The number that begins there in base 32, and where it ends. */
export function numberAt(text, start) {
  let value = 0
  for (let at = start; at < text.length; at++) {
    const last = LAST.indexOf(text[at])
    if (last >= 0) return [value * BASE + last, at + 1]
    value = value * BASE + ON.indexOf(text[at])
  }
  return [value, text.length]
}

/**
 * Addresses of firms: from block to block so many steps, and a tag of two letters each.
 *
 * @param {string} text
 * @returns {number[]}
 */
export function addresses(text) {
  const found = []
  let block = 0
  for (let at = 0; at < text.length; at += 2) {
    const [step, end] = numberAt(text, at)
    block += step
    found.push(block * TAGS + tagAt(text, end))
    at = end
  }
  return found
}

/** The tag that is written there in two letters. */
export function tagAt(text, at) {
  return ON.indexOf(text[at]) * BASE + ON.indexOf(text[at + 1])
}

/** The block of rows that a firm stands in. */
export function blockOf(address) {
  return Math.floor(address / TAGS)
}

/** What names a firm in its block. */
export function tagOf(address) {
  return address % TAGS
}

/**
 * What a page knows of a text: its own piece, or that of its beginning which few firms share.
 *
 * @param {{pieces: string[], whose: string[]}} page
 * @param {string} text
 * @param {number} shortest in characters
 * @returns {Node | null} null if the text stands nowhere
 */
export function nodeOf(page, text, shortest) {
  if (!page.at) page.at = new Map(page.pieces.map((piece, at) => [piece, at]))
  const characters = [...text]
  for (let count = characters.length; count >= shortest; count--) {
    const piece = characters.slice(0, count).join("")
    if (page.at.has(piece)) return node(page.whose[page.at.get(piece)], characters.slice(count), piece.length)
  }
  return null
}

/**
 * Whose a piece is; null if what goes on from it in the text stands nowhere.
 *
 * @param {string} whose
 * @param {string[]} rest of the text
 * @param {number} length of the piece
 * @returns {Node | null}
 */
export function node(whose, rest, length) {
  const [named, ways = ""] = whose.split(";")
  const [first, second, third] = named.split(",")
  if (second === undefined) return { length, records: 0, firms: goingOn(addresses(first), ways, rest) }
  const records = numberAt(first, 0)[0]
  // What many share goes on in pieces of its own, and this text is none of them.
  const firms = [...addresses(second), ...addresses(third || "")]
  if (!ways) return rest.length ? null : { length, records, firms }
  return rest.length ? { length, records: 0, firms: goingOn(firms, ways, rest) } : { length, records, firms }
}

/** Those firms whose texts may go on from a piece as what was typed does. */
function goingOn(firms, ways, rest) {
  if (!ways || !rest.length) return firms
  const way = rest[0].codePointAt(0) % WAYS
  return firms.filter((_firm, at) => [way, WAYS].includes(ON.indexOf(ways[at])))
}

let byteSums = []

/** CRC-32 of a text in UTF-8. */
export function sumOf(text) {
  if (!byteSums.length) byteSums = [...new Array(256).keys()].map(sumOfByte)
  let sum = -1
  for (const byte of new TextEncoder().encode(text)) sum = (sum >>> 8) ^ byteSums[(sum ^ byte) & 255]
  return ~sum >>> 0
}

function sumOfByte(byte) {
  let sum = byte
  for (let _bit = 0; _bit < 8; _bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0)
  return sum
}

/**
 * The beginning of a text that its page is counted from: of what stands apart one character more.
 *
 * @param {string} text
 * @param {number} shortest
 * @param {Set<string>} apart
 * @returns {string}
 */
export function beginningOf(text, shortest, apart) {
  const characters = [...text]
  const begin = (count) => characters.slice(0, count).join("")
  let count = shortest
  while (count < characters.length && apart.has(begin(count))) count++
  return begin(count)
}
