/**
 * The query in the address of the search page: `#q=…&kind=…&region=…&organ=…&year=…`, and `&full=1` for the full texts.
 */

const ANY = /^/
const FORMS = { q: ANY, kind: ANY, region: /^\d{6}$/, organ: /^[a-z0-9-]{1,64}$/, year: /^\d{4}$/, full: /^1$/ }

/**
 * The query of an address; what can be none is left out.
 *
 * @param {string} hash
 * @returns {{q: string, kind: string, region: string, organ: string, year: string, full: string}}
 */
export function readQuery(hash) {
  const fields = new URLSearchParams(hash.slice(1))
  const value = (name) => fields.get(name) || ""
  return Object.fromEntries(Object.keys(FORMS).map((name) => [name, FORMS[name].test(value(name)) ? value(name) : ""]))
}

/**
 * The address of a query; empty for an empty one.
 *
 * @param {{q: string, kind?: string, region?: string, organ?: string, year?: string}} query
 * @returns {string}
 */
export function writeQuery(query) {
  const fields = new URLSearchParams()
  for (const name of Object.keys(FORMS)) {
    if (query[name]) fields.set(name, query[name])
  }
  const text = fields.toString()
  return text && `#${text}`
}
