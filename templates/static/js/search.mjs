/**
 * The search box. What a reader types stays on his device: it is never part of a request.
 */

import { isStale, today } from "./days.mjs"
import { latest, readQuery, search, writeQuery } from "./query.mjs"
import { Results } from "./results.mjs"
import { loadRows, readJson } from "./shards.mjs"

const WAIT_MS = 200

/** On other pages the box leads to the search page. */
function lead(form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    const q = form.elements.namedItem("q").value.trim()
    location.href = form.getAttribute("data-search-page") + writeQuery({ q })
  })
}

/** The index and what the site says of its release, read once and again after a failure. */
function reader(root) {
  const entry = new URL(root.getAttribute("data-entry"), document.baseURI).href
  const asOf = new URL(root.getAttribute("data-as-of-file"), document.baseURI).href
  const get = (address, options) => fetch(address, options)
  let known = null
  return async () => {
    if (known) return known
    const [rows, release] = await Promise.all([loadRows(entry, get), readJson(asOf, get, "no-cache")])
    known = { rows, release }
    return known
  }
}

function connect(root, form) {
  const results = new Results(root)
  const read = reader(root)
  const input = form.elements.namedItem("q")
  const kind = form.elements.namedItem("kind")
  const region = form.elements.namedItem("region")
  const clear = form.querySelector("[data-clear]")
  const base = new URL(root.getAttribute("data-root"), document.baseURI).href

  const answer = latest(async (query) => {
    if (!query.q.trim()) return { query, idle: true }
    try {
      return { query, ...(await read()) }
    } catch {
      return { query, failed: true }
    }
  })

  async function run(query) {
    clear.hidden = query.q === ""
    if (query.q.trim()) results.loading()
    const found = await answer(query)
    if (found === null) return
    if (found.idle) return results.idle()
    if (found.failed) return results.failed(query)
    offerRegions(region, found.rows, query.region)
    const day = today(Date.now(), String(found.release.as_of || ""))
    const isFresh = !isStale(String(found.release.valid_until || ""), day)
    const release = { base, isFresh, day: String(found.release.as_of || "").slice(0, 10) }
    results.done(query, search(found.rows, query, day), release)
  }

  const typed = () => ({ q: input.value, kind: kind.value, region: region.value })
  const addressed = () => {
    const query = readQuery(location.hash)
    input.value = query.q
    kind.value = query.kind
    if (query.region) offerRegions(region, [], query.region)
    region.value = query.region
    run(query)
  }
  const remember = (way) => {
    const address = writeQuery(typed()) || location.pathname
    if (address !== location.hash) history[way](null, "", address)
  }

  let waiting = 0
  input.addEventListener("input", () => {
    clearTimeout(waiting)
    waiting = setTimeout(() => {
      remember("replaceState")
      run(typed())
    }, WAIT_MS)
  })
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    clearTimeout(waiting)
    remember("pushState")
    run(typed())
  })
  for (const choice of [kind, region]) {
    choice.addEventListener("change", () => {
      remember("pushState")
      run(typed())
    })
  }
  clear.addEventListener("click", () => {
    input.value = ""
    remember("pushState")
    run(typed())
    input.focus()
  })
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && input.value) clear.click()
  })
  addEventListener("hashchange", addressed)
  addEventListener("popstate", addressed)
  adoptQuestionMark()
  addressed()
}

/** `?q=…` from elsewhere: into the hash, so that it is sent no further. */
function adoptQuestionMark() {
  if (!new URLSearchParams(location.search).has("q")) return
  history.replaceState(null, "", location.pathname + writeQuery(readQuery(location.search)))
}

/** Let a reader choose among the leagues and cities that the index knows. */
function offerRegions(select, rows, wanted) {
  const known = new Set([...select.options].map((option) => option.value))
  const found = new Map(rows.filter((row) => row.region).map((row) => [`${row.region.slice(0, 4)}00`, row.area]))
  if (wanted && !found.has(wanted) && !known.has(wanted)) {
    const inside = rows.find((row) => row.region === wanted)
    found.set(wanted, inside ? inside.place : wanted)
  }
  for (const code of [...found.keys()].sort()) {
    if (!known.has(code)) select.append(new Option(found.get(code), code))
  }
}

for (const form of document.querySelectorAll("form[role=search]")) {
  const root = document.querySelector("[data-search]")
  form.hidden = false
  if (root) connect(root, form)
  else lead(form)
}
