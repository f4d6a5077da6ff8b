/**
 * How characters sound.
 */

import { sums } from "./tables.mjs"

// Behind the common ones its table has five places that stand for nothing.
const GAP_ROW = 0xd7
const GAP_CELL = 0xfa

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
  for (let row = 0xb0; row < 0xf8; row++) {
    const end = row === GAP_ROW ? GAP_CELL : 0xff
    for (let cell = 0xa1; cell < end; cell++) bytes.push(row, cell)
  }
  return new TextDecoder("gbk").decode(new Uint8Array(bytes))
}
