/**
 * What is known of characters: which are variants of which, and how they sound.
 * Its numbers are written in letters, base 26, with a capital at the end of each.
 */

import { beside, readSealed, twice } from "./shards.mjs"

const PRIVATE = /[\ue000-\uf8ff]/
const NUMBER = /[a-z]*[A-Z]/g
const LETTER_BASE = 26
const A = "a".charCodeAt(0)

function numbers(packed) {
  return (packed.match(NUMBER) || []).map((letters) =>
    [...letters.toLowerCase()].reduce((sum, letter) => sum * LETTER_BASE + letter.charCodeAt(0) - A, 0),
  )
}

/** Numbers, each written as how much it is more than the one before. */
function sums(packed) {
  let sum = 0
  return numbers(packed).map((step) => (sum += step))
}

/**
 * The simplified character of each traditional one.
 *
 * @param {{steps: string, offsets: string}} table
 * @returns {Map<string, string>}
 */
export function variantsIn(table) {
  const offsets = numbers(table.offsets).map((number) => (number % 2 ? -(number + 1) / 2 : number / 2))
  return new Map(
    sums(table.steps).map((code, at) => [String.fromCodePoint(code), String.fromCodePoint(code + offsets[at])]),
  )
}

/**
 * A text with its traditional characters as simplified ones.
 *
 * @param {string} text
 * @param {Map<string, string>} variants
 * @returns {string}
 */
export function simplified(text, variants) {
  return [...text].map((char) => variants.get(char) || char).join("")
}

/**
 * The syllables of Mandarin in their order, and those that each character may be read as, without tones.
 *
 * @param {Record<string, string>} table characters by their place in GB 2312, others by their codes after it
 * @returns {{syllables: string[], sounds: Map<string, string[]>}}
 */
export function soundsIn(table) {
  const common = gb2312()
  const sounds = new Map()
  const syllables = Object.keys(table)
  for (const syllable of syllables) {
    for (const place of sums(table[syllable])) {
      const char = common[place] || String.fromCodePoint(place - common.length)
      if (sounds.has(char)) sounds.get(char).push(syllable)
      else sounds.set(char, [syllable])
    }
  }
  return { syllables, sounds }
}

/** The characters of GB 2312, the common ones by their sounds. */
function gb2312() {
  const bytes = []
  for (let row = 0xb0; row < 0xf8; row++) for (let cell = 0xa1; cell < 0xff; cell++) bytes.push(row, cell)
  // Behind the common ones its table has five places that stand for nothing.
  const read = new TextDecoder("gbk").decode(new Uint8Array(bytes))
  return [...read].filter((char) => !PRIVATE.test(char))
}

/**
 * A table of characters, which the entry file names.
 *
 * @param {string} address of the entry file
 * @param {object} entry as it was read
 * @param {string} name
 * @param {typeof fetch} get
 * @returns {Promise<Record<string, string>>}
 */
export async function loadTable(address, entry, name, get) {
  return twice(async (cache) => {
    const { tables } = cache.entry === "reload" ? await readSealed(address, get, "reload") : entry
    const { format, sum, ...table } = await readSealed(beside(address, Object(tables)[name]), get, cache.file)
    return table
  })
}
