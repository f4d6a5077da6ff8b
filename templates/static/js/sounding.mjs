/**
 * What sounds like what was typed: in characters alone (characters.mjs), or with letters too (pinyin.mjs).
 */

import { BEST, Large, bestOf, unique } from "./large.mjs"
import { IndexError } from "./shards.mjs"
import { ENOUGH_SYLLABLES, MOST_WAYS, goingOn, heard, spellings } from "./sounds.mjs"
import { soundsIn } from "./syllables.mjs"
import { BEYOND_LATIN, table } from "./tables.mjs"
import { whole } from "./whole.mjs"

// Of so many blocks the rows are read at most.
const MOST_HEARD = 64

/**
 * What sounds like what was typed and does not answer it as it is written.
 *
 * @param {object} known what `reader` has read
 * @param {string} q
 * @param {string} day
 * @param {object[]} written what answers as it is written
 * @param {Hearing} hearing
 * @returns {Promise<{alike: object[], isCut: boolean}>} of very many only the best; an `IndexError` where nothing was found and
 *   not all could be looked at
 */
export async function soundingLike(known, q, day, written, hearing) {
  const said = hearing.spoken(q)
  const { index, entry } = known
  if (!said.length) return { alike: [], isCut: false }
  const before = new Set(written.map(({ row }) => row.id))
  // On its way while the table is.
  if (index instanceof Large) index.apart("sounds").catch(() => null)
  const asked = { said, hearing, ...(await soundsOf(known, said)) }
  const { rows, isCut } = index instanceof Large ? await index.twice(() => rowsSounding(index, asked)) : index
  const others = rows.filter((row) => !before.has(row.id))
  // A name may have none of the rare characters that were typed.
  const { sounds } = await soundsOf(known, [...said, ...others.flatMap((row) => [...row.names.join("")])])
  const alike = heard(others, said, sounds, day, hearing)
  if (alike.length || before.size || !isCut) return { alike, isCut }
  if (!entry.shards) throw new IndexError("parts that very many names sound like", "too-many-alike")
  return soundingLike(await whole(known), q, day, written, hearing)
}

/** How characters sound: the usual ones, and all where there is another. */
async function soundsOf(known, characters) {
  const usual = await table(known, "sounds", soundsIn)
  const isRare = [...new Set(characters)].some((char) => BEYOND_LATIN.test(char) && !usual.sounds.has(char))
  if (!isRare) return usual
  const others = await table(known, "rare-sounds", soundsIn)
  return { ...usual, sounds: new Map([...usual.sounds, ...others.sounds]) }
}

async function rowsSounding(large, asked) {
  const initials = await large.all(asked.hearing.initials(asked.said).map((way) => ["initials", way]))
  const inParts = await blocksByParts(large, asked, 0)
  const bySound = inParts.isCut ? await blocksByAll(large, asked) : inParts
  const blocks = unique([...bySound.blocks, ...initials.flatMap(bestOf)])
  const isCut = bySound.isCut || initials.some((node) => node.records) || blocks.length > MOST_HEARD
  return { rows: await large.rows(blocks.slice(0, MOST_HEARD)), isCut }
}

/**
 * The blocks that have the first syllables of what was said from a place on; where more than a few do, those that have what
 * comes after as well.
 */
async function blocksByParts(large, asked, from) {
  const ways = spellings(asked, from)
  const found = await Promise.all(ways.map(async ({ text, ends, isAll }) => {
    const node = await large.find("sounds", text)
    if (!node) return { blocks: [], isCut: false }
    const { blocks, records, isShared: isCut = false } = node
    // Of all that was said the best are enough.
    if (isAll && from === 0) return { blocks: bestOf(node), isCut: records > 0 }
    if (isAll || (!isCut && blocks.length <= BEST)) return { blocks, isCut }
    const after = await blocksByParts(large, asked, ends[1])
    if (after.isCut) return { blocks, isCut }
    return isCut ? after : { blocks: blocks.filter((block) => after.blocks.includes(block)), isCut }
  }))
  return together(found, ways.length > MOST_WAYS)
}

/**
 * The blocks that have all that was said. A longer piece is told of what most say: that a character far behind the first is read
 * in another way is known of parts alone.
 */
async function blocksByAll(large, asked) {
  const first = spellings(asked, 0)
  const found = []
  let isCut = first.length > MOST_WAYS
  for (let ways = first; ways.length; ) {
    const nodes = await Promise.all(ways.map(({ text }) => large.find("sounds", text)))
    const shared = []
    nodes.forEach((node, at) => {
      if (!node) return
      const { text, ends } = ways[at]
      const isAll = ends[ends.length - 1] === asked.said.length
      if (node.records && !isAll) shared.push(ways[at])
      else found.push({ blocks: bestOf(node), isCut: node.records > 0 || text.length > ENOUGH_SYLLABLES })
    })
    ways = [...new Map(shared.flatMap((way) => goingOn(asked, way)).map((way) => [way.text, way])).values()]
    isCut = isCut || ways.some(({ text }) => text.length > ENOUGH_SYLLABLES)
  }
  return together(found, isCut)
}

function together(found, isCut) {
  return { blocks: unique(found.flatMap(({ blocks }) => blocks)), isCut: isCut || found.some((one) => one.isCut) }
}
