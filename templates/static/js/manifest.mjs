/**
 * Which release answers are of: the digest of its manifest, and whether the site is still as it was when they were read.
 */

import { IndexError, readJson, readSealed } from "./shards.mjs"

/** The entry file that rows were last read by. */
export function entryOf({ index, entry }) {
  return index.entry || entry
}

/**
 * The SHA-256 of the manifest of the release that answers are of.
 *
 * @param {{known: object, entry: object, label?: string}} looked what is known, and the entry that answers were read by;
 *   with a `label` there are none
 * @param {HTMLElement} root the element that says where the files lie
 * @returns {Promise<string | null>} empty where it cannot be had or told, null where the release is another by now
 */
export async function digestOf({ known, entry, label }, root) {
  const [base, asOf] = ["root", "asOfFile"].map((name) => new URL(root.dataset[name], document.baseURI).href)
  const digest = label ? "" : await manifestDigest(base)
  if (!digest) return ""
  try {
    // Read after the manifest: what was so before it and is so after it was so with it.
    const [now] = await readJson(asOf, fetch, "no-cache")
    const { sum } = await readSealed(known.address, fetch, "no-cache")
    return now.as_of === known.release.as_of && sum === entry.sum ? digest : null
  } catch (error) {
    if (!(error instanceof IndexError)) throw error
    return ""
  }
}

/** The SHA-256 of the manifest; empty where the browser counts none, as without https. */
async function manifestDigest(base) {
  if (!crypto.subtle) return ""
  try {
    const answer = await fetch(new URL("manifest.json", base).href, { cache: "no-cache" })
    if (!answer.ok) return ""
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await answer.arrayBuffer()))
    return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("")
  } catch {
    return ""
  }
}
