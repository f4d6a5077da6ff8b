/**
 * Looks into full texts. Fetched by the first who asks for that.
 */

import { rowsOf } from "./brief.mjs"
import { chosen } from "./query.mjs"
import { showTold } from "./results.mjs"
import { loadTexts, snippet, textsById, told } from "./texts.mjs"

/**
 * What holds it in its full text besides: of a large list articles alone, as facts of very many
 * records are not looked through.
 *
 * @param {object} known what `reader` has read, and what was asked
 * @param {object} query
 * @param {object[]} others what was found otherwise
 * @returns {Promise<() => object[]>} what shows it below the other answers, and gives all that holds it
 */
export async function telling(known, query, others) {
  const { asked, day } = known
  const { rows, texts } = await textsOf(known).catch((error) => {
    known.forget()
    throw error
  })
  const before = new Set(others.map(({ row }) => row.id))
  const found = told(rows.filter((row) => !before.has(row.id)), asked, texts, day)
  return () => {
    showTold(chosen(found, query), (item, row) => quote(item, snippet(texts.get(row.id) || [], asked)))
    return found
  }
}

async function textsOf(known) {
  const { index, entry } = known
  if (!entry.shards) return index.twice(() => stories(index))
  const all = await known.whole()
  if (!all.texts) all.texts = await loadTexts(all.address, all.entry, all.get)
  return { rows: all.index.rows, texts: all.texts }
}

async function stories(large) {
  const { rows, organs, texts } = await large.read(large.entry.large.stories)
  return { rows: rows.flatMap((written) => rowsOf(written, organs, large.entry.places)), texts: textsById(texts) }
}

/** The place in a text that holds what was typed. */
function quote(item, found) {
  if (!found) return
  const element = item.querySelector("[data-field=snippet]")
  const mark = document.createElement("mark")
  mark.textContent = found.match
  element.append(found.before, mark, found.after)
  element.hidden = false
}
