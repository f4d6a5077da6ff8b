/**
 * What to do where nothing is written so: look for the simplified characters, or for each word; say what was looked
 * through, and names that somebody may have meant. Fetched by the first query that finds none, or has several words.
 */

import { isInside } from "./choosing.mjs"
import { Large } from "./large.mjs"
import { resembling } from "./resembling.mjs"
import { simplifier } from "./variants.mjs"

/**
 * What is written so, or else in simplified characters, as the index has no others; and what holds each of several words.
 *
 * @param {object} known what is known, with what was `found`
 * @param {() => Promise<object>} every fetches every.mjs
 * @returns {Promise<object>} the same, as `asked`
 */
export async function otherwise(known, every) {
  const simplify = known.found.length ? String : await simplifier(known, known.asked)
  const asked = simplify(known.asked)
  const written = asked === known.asked ? known : { ...known, asked, ...(await known.index.answers(asked, known.day)) }
  // All rows have been looked through for each word.
  if (!/\S\s+\S/.test(asked) || !(written.index instanceof Large)) return written
  const { answersOfWords } = await every()
  return { ...written, ...(await answersOfWords(known, asked, known.day, written)) }
}

/**
 * Names to look up, which are no answer, and the numbers of the place.
 *
 * @param {object} known what is known of it
 * @param {object} query
 * @param {{boxes: Map<string, HTMLSelectElement>, meaning: Element, label: Function, describe: Function,
 *   writeQuery: Function}} page
 * @returns {Promise<[string, () => void]>} what was looked through, in words, and what shows the rest
 */
export async function suggesting(known, query, page) {
  const rows = await resembling(known, query, known.day)
  return [
    lookedThrough(page),
    () => {
      const list = page.meaning.querySelector("[data-similar-list]")
      list.textContent = ""
      list.append(...rows.map((row) => itemOfName(row, page)))
      page.meaning.querySelector("[data-similar]").hidden = rows.length === 0
      showNumbers(page, query)
    },
  ]
}

/** Where to complain in the place that was chosen, or that is named in what was typed. */
function showNumbers({ boxes, meaning }, { q, region }) {
  const isNamed = ({ value, dataset }) => value && q.includes(dataset.words.replace(/市$/, ""))
  const where = region || ([...boxes.get("region").options].find(isNamed) || { value: "" }).value
  for (const item of meaning.querySelectorAll("[data-local]")) item.hidden = !where || !isInside(where, item.dataset.local)
}

function itemOfName(row, { describe, writeQuery }) {
  const item = document.createElement("li")
  const link = document.createElement("a")
  describe(item, row)
  link.textContent = row.title
  link.href = writeQuery({ q: row.title })
  item.append(link)
  return item
}

function lookedThrough({ boxes, label }) {
  const words = (name) => {
    const [option] = boxes.get(name).selectedOptions
    return option && option.value ? option.dataset.words : ""
  }
  const [kind] = boxes.get("kind").selectedOptions
  const narrowed = [words("region"), words("organ"), words("year")].filter(Boolean)
  const values = { kind: kind.getAttribute("data-scope") || kind.dataset.words, place: narrowed.join(label("between")) }
  return label(narrowed.length ? "scope-in-place" : "scope", values)
}
