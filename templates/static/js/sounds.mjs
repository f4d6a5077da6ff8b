/**
 * Which names sound like what was typed in characters. Tones do not count, and a character of several readings is
 * heard as any of them. What letters may be is known by pinyin.mjs.
 *
 * @typedef {object} Hearing how to hear what was typed
 * @property {(text: string) => string[]} spoken what was typed as it is to be heard: characters, small letters and
 *   digits, nothing between them; empty if something of it cannot be said aloud
 * @property {(said: string[]) => [number, Fits][]} ways to say a name, best first, and how much worse each is
 * @property {(said: string[], from: number, known: object) => [string, number][]} syllables that may come next, and
 *   how much of what was said they are
 * @property {(rest: string[], syllables: string[]) => boolean} isHalf whether the rest is a syllable half typed
 * @property {(said: string[]) => string[]} initials what was said as initials of syllables
 *
 * @typedef {(heard: object, at: number, from: number) => number[]} Fits how much of what was said from there on a
 *   character of the name may be
 */

import { fold } from "./fold.mjs"
import { LONGEST, NEVER, judged } from "./query.mjs"

// How a name may be heard, best first: its trade name, the beginning of it, any part.
const AS_TRADE = 0
const AS_START = 1
const AS_PART = 2
export const HAN = /[\u3400-\u9FFF\u{20000}-\u{323AF}]/u
const SHORTEST = 2
// Said as it is written, where enough stands beside it: 8 of 第8建筑, not that of a code.
export const DIGIT = /\d/
const NUMBERED = new RegExp(`^(?!.*\\d{4}).*(?:[a-z]{4}|${HAN.source}.*${HAN.source})`, "u")
const FIRST_SYLLABLE = 0x4e00
export const ENOUGH_SYLLABLES = 4
export const MOST_WAYS = 16

/** @type {Hearing} */
export const CHARACTERS = {
  spoken: (text) => saidIn(fold(text), HAN),
  ways: () => [[0, bySound]],
  syllables: (said, from, { sounds }) =>
    (DIGIT.test(said[from]) ? [said[from]] : sounds.get(said[from]) || []).map((syllable) => [syllable, 1]),
  isHalf: () => false,
  initials: () => [],
}

/** The characters of a text, if each is of a sort or a digit between them, and they are enough and not too many. */
export function saidIn(text, sort) {
  const said = [...text]
  if (said.length < SHORTEST || said.length > LONGEST) return []
  const isSaid = DIGIT.test(text) ? NUMBERED.test(text) : true
  return isSaid && said.every((char) => sort.test(char) || DIGIT.test(char)) ? said : []
}

/**
 * The rows whose names sound like what was typed.
 *
 * @param {Row[]} rows
 * @param {string[]} said by `spoken`
 * @param {Map<string, string[]>} sounds
 * @param {string} day
 * @param {Hearing} hearing
 * @returns {Found[]}
 */
export function heard(rows, said, sounds, day, hearing) {
  return judged(rows, day, (row) => heardAs(row, said, sounds, hearing))
}

/**
 * How well a row's name sounds like it, the smaller the better; -1 if it does not.
 *
 * @param {{names: string[], cores?: string[], is_person?: boolean}} row
 * @param {string[]} said
 * @param {Map<string, string[]>} sounds
 * @param {Hearing} hearing
 * @returns {number}
 */
export function heardAs(row, said, sounds, hearing) {
  if (row.is_person || !row.cores) return NEVER
  const ways = hearing.ways(said)
  const ranks = row.names.map((name, at) => heardInName(name, row.cores[at], said, sounds, ways)).filter((rank) => rank !== NEVER)
  return ranks.length ? Math.min(...ranks) : NEVER
}

function heardInName(name, core, said, sounds, ways) {
  const characters = [...name]
  const trade = [...name.slice(0, name.lastIndexOf(core))].length
  const coreEnd = trade + [...core].length
  const heard = { characters, readings: characters.map((char) => sounds.get(char) || []), said, sounds }
  for (const [more, fits] of ways) {
    // The trade name first: whoever begins in the middle is heard there as well.
    const start = [trade, ...characters.keys()].find((at) => endOf(heard, fits, at, 0) !== NEVER)
    if (start === undefined) continue
    if (start !== trade) return more + AS_PART
    const end = endOf(heard, fits, trade, 0)
    return more + (end === coreEnd || end === characters.length ? AS_TRADE : AS_START)
  }
  return NEVER
}

/** Where in the name the rest of what was said ends; -1 if it does not fit. */
function endOf(heard, fits, at, from) {
  if (from === heard.said.length) return at
  if (at === heard.characters.length) return NEVER
  for (const length of fits(heard, at, from)) {
    const end = endOf(heard, fits, at + 1, from + length)
    if (end !== NEVER) return end
  }
  return NEVER
}

/** A character is itself, or any that sounds the same. */
export function bySound({ characters, readings, said, sounds }, at, from) {
  const char = said[from]
  return characters[at] === char || (sounds.get(char) || []).some((reading) => readings[at].includes(reading)) ? [1] : []
}

/**
 * The first syllables of what was said from a place on, each written as one character, in every way that they may be meant:
 * what a large list is looked through for.
 *
 * @typedef {object} Way
 * @property {string} text
 * @property {number[]} ends of the syllables in what was said
 * @property {boolean} isAll whether no whole syllable comes after them
 *
 * @param {{said: string[], sounds: Map<string, string[]>, syllables: string[], hearing: Hearing}} asked with all syllables that
 *   there are, in their order
 * @param {number} from
 * @returns {Way[]} more than MOST_WAYS where there may be still more
 */
export function spellings(asked, from) {
  const { said, syllables, hearing } = asked
  const ways = [{ text: "", ends: [] }]
  const whole = new Map()
  while (ways.length) {
    const way = ways.shift()
    const end = endOfWay(way, from)
    const isAll = end === said.length
    const isEnough = way.text.length === ENOUGH_SYLLABLES || isAll
    const isHalf = !isEnough && hearing.isHalf(said.slice(end), syllables)
    if (way.text.length > 1 && (isEnough || isHalf)) whole.set(way.text, { ...way, isAll: isAll || isHalf })
    if (isEnough || whole.size > MOST_WAYS) continue
    ways.push(...further(asked, way, hearing.syllables(said, end, asked), from))
  }
  return [...whole.values()]
}

/** A way to say it, and each syllable that may come next; of one that is half typed each that it may be. */
export function goingOn(asked, way) {
  const { said, syllables, hearing } = asked
  const end = endOfWay(way, 0)
  const rest = said.slice(end)
  const isHalf = hearing.isHalf(rest, syllables)
  const begun = isHalf ? syllables.filter((syllable) => syllable.startsWith(rest.join(""))).map((syllable) => [syllable, rest.length]) : []
  const next = new Map([...hearing.syllables(said, end, asked), ...begun])
  return further(asked, way, [...next], 0)
}

function further({ syllables }, { text, ends }, next, from) {
  return next.map(([syllable, length]) => ({
    text: text + (DIGIT.test(syllable) ? syllable : String.fromCharCode(FIRST_SYLLABLE + syllables.indexOf(syllable))),
    ends: [...ends, endOfWay({ ends }, from) + length],
  }))
}

function endOfWay({ ends }, from) {
  return ends.length ? ends[ends.length - 1] : from
}
