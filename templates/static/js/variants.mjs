/**
 * Which characters are variants of which: the index has simplified ones alone.
 */

import { BEYOND_LATIN, numbers, sums, table } from "./tables.mjs"

/**
 * What makes the characters of a text simplified.
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
