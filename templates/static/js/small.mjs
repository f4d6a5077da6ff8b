/**
 * Looks a text up in the rows of a list that is not large: all of them are there.
 */

import { answers, heard, similar, told } from "./query.mjs"
import { loadTexts } from "./shards.mjs"

/** Answers from rows alone what a large list answers from its pages. */
export class Small {
  /**
   * @param {string} address of the entry file
   * @param {object} entry as it was read
   * @param {object[]} rows
   * @param {typeof fetch} get
   */
  constructor(address, entry, rows, get) {
    this.address = address
    this.entry = entry
    this.rows = rows
    this.get = get
    this.texts = null
  }

  /** @returns {Promise<{found: object[], total: number, isWhole: boolean}>} every row that answers */
  async answers(q, day) {
    const found = answers(this.rows, q, day)
    return { found, total: found.length, isWhole: true }
  }

  /** @returns {Promise<object[]>} the rows whose names sound like what was typed, besides */
  async heard(said, sounds, day, written) {
    return heard(this.rows, said, sounds, day, written)
  }

  /** @returns {Promise<object[]>} a few rows that somebody may have meant */
  async similar(query, day) {
    return similar(this.rows, query, day)
  }

  /** @returns {Promise<{found: object[], texts: Map<string, string[]>}>} the rows whose texts hold what was typed */
  async told(q, day, known) {
    if (!this.texts) this.texts = await loadTexts(this.address, this.entry, this.get)
    return { found: told(this.rows, q, this.texts, day, known), texts: this.texts }
  }

  /** @returns {Promise<object[]>} the rows that any of some codes and names may be of */
  async rowsOfAny() {
    return this.rows
  }
}
