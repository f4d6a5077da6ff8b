/**
 * What sounds like what was typed: in characters alone (characters.mjs), or with letters too (pinyin.mjs).
 */

import { Large, bestOf, unique } from "./large.mjs"
import { heard, spellings } from "./sounds.mjs"
import { soundsIn } from "./syllables.mjs"
import { BEYOND_LATIN, table } from "./tables.mjs"

/**
 * What sounds like what was typed and does not answer it as it is written.
 *
 * @param {object} known what `reader` has read
 * @param {string} q
 * @param {string} day
 * @param {object[]} written what answers as it is written
 * @param {Hearing} hearing
 * @returns {Promise<{alike: object[], isCut: boolean}>} of very many only the best
 */
export async function soundingLike(known, q, day, written, hearing) {
  const said = hearing.spoken(q)
  const { index } = known
  if (!said.length) return { alike: [], isCut: false }
  const before = new Set(written.map(({ row }) => row.id))
  // On its way while the table is.
  if (index instanceof Large) index.apart("sounds").catch(() => null)
  const heardSo = await soundsOf(known, said)
  const { rows, isCut } = index instanceof Large ? await index.twice(() => rowsSounding(index, said, heardSo, hearing)) : index
  const others = rows.filter((row) => !before.has(row.id))
  // A name may have none of the rare characters that were typed.
  const { sounds } = await soundsOf(known, [...said, ...others.flatMap((row) => [...row.names.join("")])])
  return { alike: heard(others, said, sounds, day, hearing), isCut }
}

/** How characters sound: the usual ones, and all where there is another. */
async function soundsOf(known, characters) {
  const usual = await table(known, "sounds", soundsIn)
  const isRare = [...new Set(characters)].some((char) => BEYOND_LATIN.test(char) && !usual.sounds.has(char))
  if (!isRare) return usual
  const others = await table(known, "rare-sounds", soundsIn)
  return { ...usual, sounds: new Map([...usual.sounds, ...others.sounds]) }
}

async function rowsSounding(large, said, heardSo, hearing) {
  const bySyllables = spellings(said, heardSo, hearing).map((way) => ["sounds", way])
  const asked = [...bySyllables, ...hearing.initials(said).map((way) => ["initials", way])]
  const nodes = await large.all(asked)
  return { rows: await large.rows(unique(nodes.flatMap(bestOf))), isCut: nodes.some((node) => node.records) }
}
