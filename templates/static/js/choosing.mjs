/**
 * What a reader chooses besides what he types: kind, place, body, year. No DOM, no network.
 * Rows, and what is found of them, are as in query.mjs.
 */

/**
 * Whether a region is the one asked for or lies inside it: a league includes its banners.
 *
 * @param {string | undefined} region
 * @param {string} around six digits
 * @returns {boolean}
 */
export function isInside(region, around) {
  return (region || "").startsWith(around.replace(/(0000|00)$/, ""))
}

const CHOICES = {
  kind: (row, kind) => row.kind === kind,
  region: (row, region) => isInside(row.region, region),
  organ: (row, organ) => row.body === organ,
  year: (row, year) => row.year === year,
}

/**
 * Whether anything is chosen besides what is typed.
 *
 * @param {object} query
 * @returns {boolean}
 */
export function isNarrowed(query) {
  return Object.keys(CHOICES).some((name) => query[name])
}

/** Whether a row is of what was chosen, of one thing whatever was. */
export function isChosen(row, query, but) {
  return Object.keys(CHOICES).every((name) => name === but || !query[name] || CHOICES[name](row, query[name]))
}

/**
 * How many would be found with other choices of one thing, all else staying as it is.
 *
 * @param {Found[]} found
 * @param {object} query
 * @param {"kind" | "region" | "organ" | "year"} name
 * @param {string[]} values "" for no choice
 * @returns {number[]}
 */
export function counts(found, query, name, values) {
  const open = found.filter(({ row }) => isChosen(row, query, name))
  return values.map((value) => open.filter(({ row }) => !value || CHOICES[name](row, value)).length)
}

export function compare(one, other) {
  return (one > other) - (one < other)
}
