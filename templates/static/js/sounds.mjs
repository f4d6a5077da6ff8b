/**
 * Which names sound like what was typed: in characters, in pinyin, or by its initials.
 * Tones do not count, and a character of several readings is heard as any of them.
 */

import { fold } from "./fold.mjs"
import { NEVER, judged } from "./query.mjs"

// How a name may be heard, best first: its trade name, the beginning of it, any part; by initials last.
const AS_TRADE = 0
const AS_START = 1
const AS_PART = 2
const BY_INITIALS = 3
const LETTER = /[a-z]/
const HAN = /[\u3400-\u9FFF\u{20000}-\u{323AF}]/u
const TONES = /([a-z])[1-5](?!\d)/g
const SHORTEST = 2
const FIRST_SYLLABLE = 0x4e00
const ENOUGH_SYLLABLES = 4
const MOST_WAYS = 16

/**
 * What was typed as it is to be heard: characters and small letters, nothing between them.
 *
 * @param {string} text
 * @returns {string[]} empty if nothing of it can be said aloud, or too little
 */
export function spoken(text) {
  const marked = text.normalize("NFKC").toLowerCase().normalize("NFD").replace(/u\u0308/g, "v").replace(/\p{M}/gu, "")
  const said = [...fold(marked.normalize("NFC")).replace(TONES, "$1")]
  const isSaid = said.every((char) => LETTER.test(char) || HAN.test(char))
  return isSaid && said.length >= SHORTEST ? said : []
}

/**
 * The rows whose names sound like what was typed.
 *
 * @param {Row[]} rows
 * @param {string[]} said by `spoken`
 * @param {Map<string, string[]>} sounds
 * @param {string} day
 * @returns {Found[]}
 */
export function heard(rows, said, sounds, day) {
  return judged(rows, day, (row) => heardAs(row, said, sounds))
}

/**
 * How well a row's name sounds like it, the smaller the better; -1 if it does not.
 *
 * @param {{names: string[], cores?: string[], is_person?: boolean}} row
 * @param {string[]} said
 * @param {Map<string, string[]>} sounds
 * @returns {number}
 */
export function heardAs(row, said, sounds) {
  if (row.is_person || !row.cores) return NEVER
  const ranks = row.names.map((name, at) => heardInName(name, row.cores[at], said, sounds)).filter((rank) => rank !== NEVER)
  return ranks.length ? Math.min(...ranks) : NEVER
}

function heardInName(name, core, said, sounds) {
  const characters = [...name]
  const trade = [...name.slice(0, name.lastIndexOf(core))].length
  const coreEnd = trade + [...core].length
  const heard = { characters, readings: characters.map((char) => sounds.get(char) || []), said, sounds }
  const byLetters = said.every((char) => LETTER.test(char))
  for (const [more, spell] of byLetters ? [[0, spelt], [BY_INITIALS, initialled]] : [[0, spelt]]) {
    // The trade name first: whoever begins in the middle is heard there as well.
    const starts = [trade, ...characters.keys()]
    let best = NEVER
    for (const start of starts) {
      const end = spell(heard, start, 0)
      if (end === NEVER) continue
      if (start === trade) return more + (end === coreEnd || end === characters.length ? AS_TRADE : AS_START)
      best = AS_PART
      break
    }
    if (best !== NEVER) return more + best
  }
  return NEVER
}

/** Where in the name the rest of what was said ends, each character said whole; -1 if it does not fit. */
function spelt(heard, at, from) {
  const { characters, readings, said, sounds } = heard
  if (from === said.length) return at
  if (at === characters.length) return NEVER
  const char = said[from]
  if (characters[at] === char) {
    const end = spelt(heard, at + 1, from + 1)
    if (end !== NEVER) return end
  }
  if (!LETTER.test(char)) {
    const same = (sounds.get(char) || []).some((reading) => readings[at].includes(reading))
    return same ? spelt(heard, at + 1, from + 1) : NEVER
  }
  for (const reading of readings[at]) {
    const length = common(said, from, reading)
    // The last syllable may be half typed, but not the only one.
    const isHalf = from > 0 && length > 0 && from + length === said.length
    if (length < reading.length && !isHalf) continue
    const end = spelt(heard, at + 1, from + length)
    if (end !== NEVER) return end
  }
  return NEVER
}

/** The same by initials, of one letter or two: 鑫达中 is xdz or xdzh. */
function initialled(heard, at, from) {
  const { characters, readings, said } = heard
  if (from === said.length) return at
  if (at === characters.length) return NEVER
  const initials = new Set([characters[at]])
  for (const reading of readings[at]) {
    initials.add(reading[0])
    if (/^[zcs]h/.test(reading)) initials.add(reading.slice(0, 2))
  }
  for (const initial of initials) {
    if (common(said, from, initial) < initial.length) continue
    const end = initialled(heard, at + 1, from + initial.length)
    if (end !== NEVER) return end
  }
  return NEVER
}

/** How much of a reading the letters from there on spell. */
function common(said, from, reading) {
  let length = 0
  while (length < reading.length && said[from + length] === reading[length]) length++
  return length
}

/**
 * What was said in syllables, each written as one character, in every way that it may be meant:
 * what a large list is looked through for. The first syllables tell enough.
 *
 * @param {string[]} said
 * @param {Map<string, string[]>} sounds
 * @param {string[]} syllables all that there are, in their order
 * @returns {string[]}
 */
export function spellings(said, sounds, syllables) {
  const written = new Map(syllables.map((syllable, at) => [syllable, String.fromCharCode(FIRST_SYLLABLE + at)]))
  let ways = [["", 0]]
  const whole = new Set()
  while (ways.length) {
    const [way, from] = ways.shift()
    const isEnough = way.length === ENOUGH_SYLLABLES || from === said.length
    // The last syllable may be half typed.
    const isHalf = way.length > 1 && isHalfTyped(said.slice(from), syllables)
    if (way.length > 1 && (isEnough || isHalf)) whole.add(way)
    if (isEnough || whole.size > MOST_WAYS) continue
    const char = said[from]
    if (!LETTER.test(char)) {
      ways.push(...(sounds.get(char) || []).map((syllable) => [way + written.get(syllable), from + 1]))
      continue
    }
    const fitting = syllables.filter((syllable) => common(said, from, syllable) === syllable.length)
    ways.push(...fitting.map((syllable) => [way + written.get(syllable), from + syllable.length]))
  }
  return [...whole]
}

function isHalfTyped(rest, syllables) {
  return rest.length > 0 && rest.every((char) => LETTER.test(char)) && syllables.some((syllable) => common(rest, 0, syllable) === rest.length)
}

/**
 * Letters as initials of syllables, one each: zh may be one sound or two.
 *
 * @param {string[]} said
 * @returns {string[]} empty if it holds anything but letters
 */
export function initials(said) {
  if (!said.every((char) => LETTER.test(char))) return []
  let ways = [""]
  said.forEach((char, at) => {
    const isSecond = char === "h" && /[zcs]/.test(said[at - 1] || "")
    ways = ways.flatMap((way) => (isSecond ? [way, way + char] : [way + char])).slice(0, MOST_WAYS)
  })
  return ways.filter((way) => way.length > 1)
}
