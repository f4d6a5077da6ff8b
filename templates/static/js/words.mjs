/**
 * Sentences of a page, filled in; and what the guard must know. The words themselves come from the page.
 */

const QUOTED = 40
const DAY = /^(\d{4})-(\d{2})-(\d{2})/

/** Fill `{name}` places of a sentence of the page. */
export function say(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (place, name) => (Object.keys(values).includes(name) ? values[name] : place))
}

/** A day as the page writes days; as it came if it is none. */
export function dayIn(text, label) {
  const [, year, month, day] = DAY.exec(text) || []
  return year ? label("day", { year, month: +month, day: +day }) : text
}

/** What was typed as a sentence may repeat it: its beginning, no character cut in two. */
export function quoted(text) {
  const characters = [...text.trim()]
  return characters.length > QUOTED ? `${characters.slice(0, QUOTED).join("")}…` : characters.join("")
}

/** What the guard must know of an element that shows a record. */
export function describe(element, row) {
  Object.assign(element.dataset, { record: "", id: row.id, kind: row.kind, hiddenFrom: row.hidden_from || "" })
}
