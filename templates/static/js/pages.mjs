/**
 * Pages of pieces, as site_builder/search/pages.py writes them. No DOM, no network.
 *
 * @typedef {object} Node a piece of texts
 * @property {number} length of the piece, in characters
 * @property {number} records how many have it in a text; 0 if the blocks are all of them
 * @property {number[]} blocks of rows that may have it: all, the best in front of the others; or the best alone
 * @property {number} [best] how many of the blocks are the best
 * @property {boolean} [isShared] whether they are the best alone
 */

const LETTERS = "abcdefghijklmnopqrstuvwxyz"
const ON = `${LETTERS}!#$%()`
const LAST = `${LETTERS.toUpperCase()}*+-.:=`
export const BASE = 32
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

/** Numbers of so many letters each. */
export function numbersOf(text, width) {
  const found = []
  for (let at = 0; at < text.length; at += width) {
    found.push([...text.slice(at, at + width)].reduce((sum, letter) => sum * BASE + ON.indexOf(letter), 0))
  }
  return found
}

/**
 * What a page knows of a text: its own piece, or that of its beginning which few blocks share.
 *
 * @param {{pieces: string[], whose: string[]}} page
 * @param {string} text
 * @param {number} shortest in characters
 * @param {number} width how many letters name a block
 * @returns {Node | null} null if the text stands nowhere
 */
export function nodeOf(page, text, shortest, width) {
  if (!page.at) page.at = new Map(page.pieces.map((piece, at) => [piece, at]))
  const characters = [...text]
  for (let count = characters.length; count >= shortest; count--) {
    const piece = characters.slice(0, count).join("")
    if (page.at.has(piece)) return node(page.whose[page.at.get(piece)], characters.slice(count), count, width)
  }
  return null
}

/**
 * Whose a piece is; null if what goes on from it in the text stands nowhere.
 *
 * @param {string} whose
 * @param {string[]} rest of the text
 * @param {number} length of the piece
 * @param {number} width as above
 * @returns {Node | null}
 */
export function node(whose, rest, length, width) {
  const [named, ways = ""] = whose.split(";")
  const [first, second, third = ""] = named.split(",")
  if (second === undefined) return { length, records: 0, blocks: goingOn(numbersOf(first, width), ways, rest) }
  // What many share goes on in pieces of its own, and this text is none of them.
  const blocks = numbersOf(second + third, width)
  if (rest.length) return ways ? { length, records: 0, blocks: goingOn(blocks, ways, rest) } : null
  return { length, records: numberAt(first, 0)[0], blocks, best: second.length / width, isShared: !third }
}

/** Those blocks whose texts may go on from a piece as what was typed does. */
function goingOn(blocks, ways, rest) {
  if (!ways || !rest.length) return blocks
  const way = rest[0].codePointAt(0) % WAYS
  return blocks.filter((_block, at) => [way, WAYS].includes(ON.indexOf(ways[at])))
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
