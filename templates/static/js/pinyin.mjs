/**
 * What sounds like what was typed in pinyin, by its initials, or in characters and letters. Fetched by the first
 * query that has letters.
 */

import { fold } from "./fold.mjs"
import { soundingLike } from "./sounding.mjs"
import { CHARACTERS, DIGIT, HAN, MOST_WAYS, bySound, saidIn } from "./sounds.mjs"

const BY_INITIALS = 3
const LETTER = /[a-z]/
const SAID = new RegExp(`[a-z]|${HAN.source}`, "u")
const TONES = /([a-z])[1-5](?!\d)/g

/** @type {Hearing} */
export const PINYIN = {
  spoken(text) {
    const marked = text.normalize("NFKC").toLowerCase().normalize("NFD").replace(/u\u0308/g, "v").replace(/\p{M}/gu, "")
    const spelt = umlauts(marked.normalize("NFC"))
    // Before it is folded: a digit on its own is no tone.
    return saidIn(fold(spelt.replace(TONES, "$1")), SAID)
  },
  ways: (said) => (isOfLetters(said) ? [[0, bySyllable], [BY_INITIALS, byInitial]] : [[0, bySyllable]]),
  syllables(said, from, known) {
    if (!LETTER.test(said[from])) return CHARACTERS.syllables(said, from, known)
    const fitting = known.syllables.filter((syllable) => common(said, from, syllable) === syllable.length)
    return fitting.map((syllable) => [syllable, syllable.length])
  },
  isHalf: (rest, syllables) =>
    rest.length > 0 && isOfLetters(rest) && syllables.some((syllable) => common(rest, 0, syllable) === rest.length),
  // One letter each: zh may be one sound or two.
  initials(said) {
    if (!isOfLetters(said)) return []
    let ways = [""]
    said.forEach((char, at) => {
      const isSecond = char === "h" && /[zcs]/.test(said[at - 1] || "")
      ways = ways.flatMap((way) => (isSecond ? [way, way + char] : [way + char])).slice(0, MOST_WAYS)
    })
    return ways.filter((way) => way.length > 1)
  },
}

/** As `soundingLike`. */
export function hear(known, q, day, written) {
  return soundingLike(known, q, day, written, PINYIN)
}

/**
 * Each ü as the table of sounds writes it. Passports spell it yu: lyu, and nyu where a word begins, as huanyu may be 环宇.
 * Behind j, q, x and y no other u is heard, and it is written u.
 */
function umlauts(text) {
  return text.replace(/lyu/g, "lv").replace(/(^|[^a-z])nyu/g, "$1nv").replace(/([jqxy])v/g, "$1u")
}

function isOfLetters(said) {
  return said.every((char) => LETTER.test(char) || DIGIT.test(char))
}

/** A character is one of its readings, said whole. */
function bySyllable(heard, at, from) {
  const { characters, readings, said } = heard
  if (!LETTER.test(said[from])) return bySound(heard, at, from)
  const lengths = readings[at].flatMap((reading) => {
    const length = common(said, from, reading)
    // The last syllable may be half typed, but not the only one.
    const isHalf = from > 0 && length > 0 && from + length === said.length
    return length === reading.length || isHalf ? [length] : []
  })
  return new Set(characters[at] === said[from] ? [1, ...lengths] : lengths)
}

/** A character is the initial of a reading, of one letter or two: 鑫达中 is xdz or xdzh. */
function byInitial({ characters, readings, said }, at, from) {
  const initials = new Set([characters[at]])
  for (const reading of readings[at]) {
    initials.add(reading[0])
    if (/^[zcs]h/.test(reading)) initials.add(reading.slice(0, 2))
  }
  return [...initials].filter((initial) => common(said, from, initial) === initial.length).map((initial) => initial.length)
}

/** How much of a reading the letters from there on spell; lve and nve are written lue and nue as well, without a mark. */
function common(said, from, reading) {
  const isSpelt = (letter, at) => letter === reading[at] || (letter === "u" && reading[at] === "v" && said[from + at + 1] === "e")
  let length = 0
  while (length < reading.length && isSpelt(said[from + length], length)) length++
  return length
}
