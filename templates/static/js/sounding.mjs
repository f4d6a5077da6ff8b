/**
 * What sounds like what was typed, and what makes it simplified. Fetched by the first short query.
 */

import { Large, unique } from "./large.mjs"
import { heard, initials, spellings, spoken } from "./sounds.mjs"
import { loadTable, simplified, soundsIn, variantsIn } from "./tables.mjs"

const BEYOND_LATIN = /[^\0-\u2e7f]/

/** What `read` makes of a table of characters, fetched once. */
async function table({ address, entry, get, tables }, name, read) {
  if (!tables.has(name)) tables.set(name, read(await loadTable(address, entry, name, get)))
  return tables.get(name)
}

/**
 * What makes the characters of a text simplified: the index has no others.
 *
 * @param {object} known what `reader` has read
 * @param {string} text
 * @returns {Promise<(part: string) => string>}
 */
export async function simplifier(known, text) {
  const variants = BEYOND_LATIN.test(text) ? await table(known, "variants", variantsIn) : new Map()
  return (part) => simplified(part, variants)
}

/**
 * What sounds like what was typed and does not answer it as it is written.
 *
 * @param {object} known what `reader` has read
 * @param {string} q
 * @param {string} day
 * @param {object[]} written what answers as it is written
 * @returns {Promise<object[]>}
 */
export async function soundingLike(known, q, day, written) {
  const said = spoken(q)
  if (!said.length) return []
  const { index } = known
  const before = new Set(written.map(({ row }) => row.id))
  const heardSo = await soundsOf(known, said)
  const rows = index instanceof Large ? await index.twice(() => rowsSounding(index, said, heardSo)) : index.rows
  const others = rows.filter((row) => !before.has(row.id))
  const { sounds } = await soundsOf(known, others.flatMap((row) => row.names).join(""))
  return heard(others, said, sounds, day)
}

/** How characters sound: the usual ones, and all where there is another. */
async function soundsOf(known, characters) {
  const usual = await table(known, "sounds", soundsIn)
  const isRare = [...new Set(characters)].some((char) => BEYOND_LATIN.test(char) && !usual.sounds.has(char))
  if (!isRare) return usual
  const others = await table(known, "rare-sounds", soundsIn)
  return { ...usual, sounds: new Map([...usual.sounds, ...others.sounds]) }
}

async function rowsSounding(large, said, { sounds, syllables }) {
  const asked = [...spellings(said, sounds, syllables).map((way) => ["sounds", way]), ...initials(said).map((way) => ["initials", way])]
  const nodes = await large.all(asked)
  return large.rows(unique(nodes.flatMap((node) => node.firms)))
}
