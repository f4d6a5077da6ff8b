/**
 * The full texts of records, which stand beside their rows, and what of them holds a query. No DOM.
 * Rows, and what is found of them, are as in query.mjs.
 */

import { fold } from "./fold.mjs"
import { LONGEST, NEVER, TEXT_FROM, judged } from "./query.mjs"
import { beside, readSealed } from "./shards.mjs"

const AROUND = 24

/**
 * The rows whose texts hold what was typed, as one phrase or word by word.
 *
 * @param {Row[]} rows
 * @param {string} q
 * @param {Map<string, string[]>} texts
 * @param {string} day
 * @returns {Found[]}
 */
export function told(rows, q, texts, day) {
  const whole = fold(q)
  const words = q.split(/\s+/).map(fold).filter(Boolean)
  if ([...whole].length < TEXT_FROM || whole.length > LONGEST) return []
  return judged(rows, day, (row) => {
    if (row.is_person) return NEVER
    const found = (texts.get(row.id) || []).map(fold)
    if (found.some((text) => text.includes(whole))) return 0
    return words.every((word) => found.some((text) => text.includes(word))) ? 1 : NEVER
  })
}

/**
 * Where in a text what was typed stands, with some words around it.
 *
 * @param {string[]} texts
 * @param {string} q
 * @returns {{before: string, match: string, after: string} | null}
 */
export function snippet(texts, q) {
  const wanted = [fold(q), ...q.split(/\s+/).map(fold)].filter(Boolean)
  for (const part of wanted) {
    for (const text of texts) {
      const characters = [...text]
      const places = []
      const folded = characters.map((char, at) => {
        const one = fold(char)
        for (let _unit = 0; _unit < one.length; _unit++) places.push(at)
        return one
      })
      const start = folded.join("").indexOf(part)
      if (start < 0) continue
      const [from, to] = [places[start], places[start + part.length - 1] + 1]
      const cut = (a, b) => characters.slice(a, b).join("").replace(/\s+/g, " ")
      const before = (from > AROUND ? "…" : "") + cut(Math.max(0, from - AROUND), from)
      const after = cut(to, to + AROUND) + (to + AROUND < characters.length ? "…" : "")
      return { before, match: cut(from, to), after }
    }
  }
  return null
}

/**
 * The texts of every record of a list that is not large, by id. Where a file of them is gone the
 * release has changed.
 *
 * @param {string} address of the entry file
 * @param {object} entry as it was read
 * @param {typeof fetch} get
 * @returns {Promise<Map<string, string[]>>}
 */
export async function loadTexts(address, entry, get) {
  const files = await Promise.all(entry.shards.map((shard) => readSealed(beside(address, shard.texts), get, "default")))
  return textsById(files.flatMap((file) => file.texts))
}

/** Texts of records by the records' ids. */
export function textsById(texts) {
  return new Map(texts.map((one) => [one.id, one.texts]))
}
