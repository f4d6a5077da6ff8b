/**
 * What sounds like what was typed in characters alone. Fetched by the first short query.
 */

import { soundingLike } from "./sounding.mjs"
import { CHARACTERS } from "./sounds.mjs"

/** As `soundingLike`. */
export function hear(known, q, day, written) {
  return soundingLike(known, q, day, written, CHARACTERS)
}
