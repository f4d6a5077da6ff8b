/**
 * Fetches files of the index, and never takes a failed fetch for "no match".
 */

import { sumOf } from "./pages.mjs"

export const FORMAT = 8
const SUM = ',"sum":'

/** The index cannot be read whole. */
export class IndexError extends Error {
  /**
   * @param {string} what
   * @param {"error" | "other-format" | "too-many"} [label] of the page's sentence that tells it; `other-format`
   *   where the site has moved on from the page
   */
  constructor(what, label = "error") {
    super(what)
    this.label = label
  }
}

/**
 * Do what reads files, and where one is missing, cut short or garbled do it once more past the
 * browser's own copies: a release may change between two fetches.
 *
 * @template Answer
 * @param {(cache: {entry: RequestCache, file: RequestCache}) => Promise<Answer>} read
 * @returns {Promise<Answer>} an `IndexError` if something could not be read the second time either
 */
export async function twice(read) {
  try {
    return await read({ entry: "no-cache", file: "default" })
  } catch (error) {
    if (!(error instanceof IndexError)) throw error
    return read({ entry: "reload", file: "reload" })
  }
}

/** A part of this script: where it cannot be had, no more is known than without a part of the index. */
export async function fetched(coming) {
  try {
    return await coming
  } catch (error) {
    throw new IndexError(String(error))
  }
}

/** A file of the index by its name there. */
export function beside(address, name) {
  return new URL(name, address).href
}

/**
 * A file of the index that is as it was written: its end says the sum of all before.
 *
 * @param {string} address
 * @param {typeof fetch} get
 * @param {RequestCache} cache
 * @returns {Promise<object>}
 */
export async function readSealed(address, get, cache) {
  const [content, text] = await readJson(address, get, cache)
  if (content.format !== FORMAT) throw new IndexError("format", "other-format")
  if (content.sum !== sumOf(text.slice(0, text.lastIndexOf(SUM)))) throw new IndexError("sum")
  return content
}

/**
 * A file of the site and its text; an `IndexError` if it is not there or garbled.
 *
 * @param {string} address
 * @param {typeof fetch} get
 * @param {RequestCache} cache
 * @returns {Promise<[object, string]>}
 */
export async function readJson(address, get, cache) {
  try {
    const answer = await get(address, { cache })
    if (!answer.ok) throw new Error(answer.status)
    const text = await answer.text()
    return [Object(JSON.parse(text)), text]
  } catch (error) {
    throw new IndexError(String(error))
  }
}
