/**
 * Looks a text up in the rows of a small list, all of which are there.
 */

import { answers, heard, similar, told } from "./query.mjs"

/** What a large list answers from its pages, from rows alone. */
export class Small {
  /** @param {object[]} rows */
  constructor(rows) {
    this.rows = rows
  }

  async answers(q, day) {
    const found = answers(this.rows, q, day)
    return { found, total: found.length, isWhole: true }
  }

  async heard(said, sounds, day, written) {
    return heard(this.rows, said, sounds, day, written)
  }

  async similar(query, day) {
    return similar(this.rows, query, day)
  }

  async told(q, texts, day, known) {
    return told(this.rows, q, texts, day, known)
  }
}
