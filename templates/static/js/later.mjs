/**
 * Fetches a part of this script that few readers need: what a module imports in the midst of its
 * work is fetched so where the modules of the site are put together.
 */

const { src } = document.currentScript
const parts = new Map()

/**
 * @param {string} file beside this script
 * @param {any[]} shared what the part uses of this script
 * @returns {Promise<object>} what the part exports; who failed may ask again
 */
export function later(file, shared) {
  if (!parts.has(file)) {
    const part = new Promise((done, fail) => {
      const script = document.createElement("script")
      script.onload = () => (script.brings ? done(script.brings(shared)) : fail(new Error(file)))
      script.onerror = () => fail(new Error(file))
      script.src = new URL(file, src).href
      document.head.append(script)
    })
    part.catch(() => parts.delete(file))
    parts.set(file, part)
  }
  return parts.get(file)
}
