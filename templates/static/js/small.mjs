/**
 * Looks a text up in the rows of a list that is not large: all of them are there.
 */

import { answers } from "./query.mjs"

/** Answers from rows alone what a large list answers from its pages. */
export class Small {
  /** @param {object[]} rows */
  constructor(rows) {
    this.rows = rows
  }

  /** @returns {Promise<{found: object[], total: number, isWhole: boolean}>} every row that answers */
  async answers(q, day) {
    const found = answers(this.rows, q, day)
    return { found, total: found.length, isWhole: true }
  }
}
