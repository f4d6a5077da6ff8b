/**
 * Shows hits and says what they mean. All words come from the page; text enters as text.
 */

const FIRST = 20

/** Fill `{name}` places of a sentence of the page. */
export function say(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (place, name) => (name in values ? String(values[name]) : place))
}

/** The search root: its state, its summary, its hits. */
export class Results {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root
    this.list = root.querySelector("[data-results]")
    this.summary = root.querySelector("[data-summary]")
    this.meaning = root.querySelector("[data-meaning]")
    this.more = root.querySelector("[data-more]")
    this.template = root.querySelector("template[data-result-template]")
    this.more.addEventListener("click", () => this.showMore())
    this.hits = []
  }

  /** @param {"idle" | "loading" | "done" | "error"} state */
  setState(state, total = "") {
    this.root.setAttribute("data-total", String(total))
    this.root.setAttribute("data-state", state)
  }

  label(name, values = {}) {
    return say(this.root.getAttribute(`data-label-${name}`) || "", values)
  }

  /** Nothing has been asked. */
  idle() {
    this.clear()
    this.setState("idle")
  }

  /** An answer is on its way. */
  loading() {
    this.setState("loading")
  }

  /** The index could not be read whole: that is not "no match". */
  failed(query) {
    this.clear()
    this.summary.textContent = this.label("error", { query: query.q })
    this.setState("error")
  }

  /**
   * @param {{q: string}} query
   * @param {object[]} hits
   * @param {{day: string, isFresh: boolean, base: string}} release
   */
  done(query, hits, release) {
    this.clear()
    this.hits = hits
    this.base = release.base
    const values = { count: hits.length, query: query.q, day: release.day }
    if (hits.length) {
      this.summary.textContent = this.label(release.isFresh ? "found" : "found-stale", values)
    } else {
      this.summary.textContent = this.label(release.isFresh ? "none" : "none-stale", values)
    }
    this.meaning.hidden = hits.length > 0
    this.showMore()
    this.setState("done", hits.length)
  }

  clear() {
    this.list.replaceChildren()
    this.hits = []
    this.summary.textContent = ""
    this.meaning.hidden = true
    this.more.hidden = true
  }

  showMore() {
    const shown = this.list.children.length
    for (const row of this.hits.slice(shown, shown + FIRST)) this.list.append(this.item(row))
    const left = this.hits.length - this.list.children.length
    this.more.hidden = left === 0
    this.more.textContent = this.label("more", { count: Math.min(left, FIRST) })
    if (shown) this.list.children[shown].querySelector("a").focus()
  }

  item(row) {
    const item = this.template.content.firstElementChild.cloneNode(true)
    item.setAttribute("data-record", "")
    item.setAttribute("data-id", row.id)
    item.setAttribute("data-kind", row.kind)
    item.setAttribute("data-hidden-from", row.hidden_from || "")
    const link = item.querySelector("a")
    link.textContent = row.title
    link.href = new URL(row.path, this.base).href
    this.fill(item, "kind", this.label(`kind-${row.kind}`))
    this.fill(item, "until", row.last_day ? this.label("until", { day: row.last_day }) : "")
    for (const name of ["place", "code", "number", "organ"]) this.fill(item, name, row[name] || "")
    item.querySelector("[data-namesakes]").hidden = !row.is_person
    return item
  }

  fill(item, name, text) {
    const element = item.querySelector(`[data-field=${name}]`)
    const holder = element.closest("[data-holder]") || element
    element.textContent = text
    holder.hidden = text === ""
  }
}
