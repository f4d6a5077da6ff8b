/**
 * The search page: the index on its way, and what shows the answers. What a reader types stays on his device: it is never
 * part of a request.
 */

import { fold } from "./fold.mjs"
import { reader } from "./reader.mjs"
import { fetched } from "./shards.mjs"

/** What few look-ups need. */
const onRequest = {
  every: () => fetched(import("./every.mjs")),
  none: () => fetched(import("./none.mjs")),
  telling: () => fetched(import("./telling.mjs")),
  hearing: (text) => fetched(/[^\u3400-\uffff]/.test(fold(text)) ? import("./pinyin.mjs") : import("./characters.mjs")),
}
const showing = () => import("./answering.mjs")
const read = reader(document.querySelector("[data-search]"))

// What the page asked for ahead is read while it is new; that it could not be read is said when somebody has asked.
if (document.querySelector("link[as=fetch]")) read().catch(() => null)
// Without it there is no box: it is asked for once more.
showing().catch(showing).then(({ begin }) => begin(read, onRequest))
