// The same sets as `fold` in site_builder/model/text.py; tests/vectors/fold.json holds both to it.
const DROPPED =
  /[\p{P}\p{Z}\p{Cc}\p{Cf}\p{Sc}\p{Sk}\p{Sm}\u034F\u180B-\u180F\uFE00-\uFE0F\u{E0100}-\u{E01EF}]|(?![\u2E80-\u{10FFFF}])\p{So}/gu
// What most names are made of stays as it is.
const FOLDED = /^[\u4e00-\u9fa5a-z0-9]*$/

/**
 * A text without width, case, brackets, spaces and punctuation.
 *
 * @param {string} text
 * @returns {string}
 */
export function fold(text) {
  if (FOLDED.test(text)) return text
  const plain = text.normalize("NFKC").toLowerCase().replace(/[○◯]/g, "〇").replace(/ς/g, "σ")
  return plain.replace(DROPPED, "").normalize("NFKC")
}
