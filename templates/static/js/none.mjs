/**
 * What to do where nothing is written so: look for the simplified characters; say what was looked through,
 * and names that somebody may have meant. Fetched by the first query that finds none.
 */

import { boxes, wordsOf } from "./choices.mjs"
import { writeQuery } from "./query.mjs"
import { resembling } from "./resembling.mjs"
import { label, meaning } from "./results.mjs"
import { simplifier } from "./variants.mjs"
import { describe } from "./words.mjs"

/** What was typed in simplified characters: the index has no others. */
export async function inSimplified(known, text) {
  return (await simplifier(known, text))(text)
}

/**
 * Names to look up, which are no answer.
 *
 * @param {object} known what `reader` has read
 * @param {object} query
 * @param {string} day
 * @returns {Promise<() => void>} what shows them
 */
export async function suggesting(known, query, day) {
  const rows = await resembling(known, query, day)
  return () => {
    const list = meaning.querySelector("[data-similar-list]")
    list.textContent = ""
    list.append(...rows.map(itemOfName))
    meaning.querySelector("[data-similar]").hidden = rows.length === 0
  }
}

function itemOfName(row) {
  const item = document.createElement("li")
  const link = document.createElement("a")
  describe(item, row)
  link.textContent = row.title
  link.href = writeQuery({ q: row.title })
  item.append(link)
  return item
}

/** What was looked through, in words. */
export function lookedThrough() {
  const words = (name) => {
    const [option] = boxes.get(name).selectedOptions
    return option && option.value ? wordsOf(option) : ""
  }
  const [kind] = boxes.get("kind").selectedOptions
  const narrowed = [words("region"), words("organ"), words("year")].filter(Boolean)
  const values = { kind: kind.getAttribute("data-scope") || wordsOf(kind), place: narrowed.join(label("between")) }
  return label(narrowed.length ? "scope-in-place" : "scope", values)
}
