/**
 * What is known of characters: which are variants of which, and how they sound.
 * Its numbers are written in letters, base 26, with a capital at the end of each.
 */

const NUMBER = /[a-z]*[A-Z]/g
const LETTERS = 26
const A = "a".charCodeAt(0)

function numbers(packed) {
  return (packed.match(NUMBER) || []).map((letters) =>
    [...letters.toLowerCase()].reduce((sum, letter) => sum * LETTERS + letter.charCodeAt(0) - A, 0),
  )
}

/** Characters, each so many further than the one before. */
function characters(packed) {
  let code = 0
  return numbers(packed).map((step) => String.fromCodePoint((code += step)))
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
    characters(table.steps).map((char, at) => [char, String.fromCodePoint(char.codePointAt(0) + offsets[at])]),
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
 * The syllables that each character may be read as, without their tones.
 *
 * @param {Record<string, string>} table
 * @returns {Map<string, string[]>}
 */
export function soundsIn(table) {
  const sounds = new Map()
  for (const syllable of Object.keys(table)) {
    for (const char of characters(table[syllable])) {
      if (sounds.has(char)) sounds.get(char).push(syllable)
      else sounds.set(char, [syllable])
    }
  }
  return sounds
}
