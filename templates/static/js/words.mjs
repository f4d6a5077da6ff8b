/**
 * Sentences of a page, filled in; and what the guard must know. The words themselves come from the page.
 */

const DAY = /^(\d+)-(\d+)-(\d+)/

/** Fill `{name}` places of a sentence of the page. */
export function say(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (place, name) => (Object.keys(values).includes(name) ? values[name] : place))
}

/** A day as the page writes days; as it came if it is none, or the page has no other way. */
export function dayIn(text, label) {
  const [whole = text, year, month, day] = DAY.exec(text) || []
  return (year && label("day", { year, month: +month, day: +day })) || whole
}

/** What was typed as a sentence may repeat it: the first of very many characters, and nothing that turns the rest around. */
export function quoted(text) {
  return text.replace(/\p{Bidi_C}/gu, "").trim().replace(/^(.{40}).+/su, "$1…")
}

/** What the guard must know of an element that shows a record. */
export function describe(element, row) {
  Object.assign(element.dataset, { record: "", id: row.id, kind: row.kind, hiddenFrom: row.hidden_from || "" })
}
