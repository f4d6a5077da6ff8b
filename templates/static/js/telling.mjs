/**
 * Looks into full texts. Fetched by the first who asks for that.
 */

import { rowsOf } from "./brief.mjs"
import { loadTexts, snippet, textsById, told } from "./texts.mjs"
import { whole } from "./whole.mjs"

/**
 * What holds it in its full text besides: of a large list articles alone, as facts of very many
 * records are not looked through.
 *
 * @param {object} known what `reader` has read, and what was asked
 * @param {object[]} others what was found otherwise
 * @returns {Promise<[object[], (item: Element, row: object) => void]>} what was found, and what shows where in a hit
 */
export async function telling(known, others) {
  const { asked, day } = known
  const { rows, texts } = await textsOf(known).catch((error) => {
    known.forget()
    throw error
  })
  const before = new Set(others.map(({ row }) => row.id))
  const found = told(rows.filter((row) => !before.has(row.id)), asked, texts, day)
  return [found, (item, row) => quote(item, snippet(texts.get(row.id) || [], asked))]
}

async function textsOf(known) {
  const { index, entry } = known
  if (!entry.shards) return index.twice(() => stories(index))
  const all = await whole(known)
  if (!all.tables.has(all.entry)) all.tables.set(all.entry, await loadTexts(all.address, all.entry, all.get))
  return { rows: all.index.rows, texts: all.tables.get(all.entry) }
}

async function stories(large) {
  const { rows, o: organs, texts } = await large.read(large.entry.large.stories)
  return { rows: rows.flatMap((written) => rowsOf(written, organs, large.places)), texts: textsById(texts) }
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
