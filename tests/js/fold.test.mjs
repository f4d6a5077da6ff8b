import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import { fold } from '../../templates/static/js/fold.mjs'

const vectors = JSON.parse(readFileSync(new URL('../vectors/fold.json', import.meta.url), 'utf8'))

for (const { why, text, folded } of vectors) {
  test(`folds as the builder does: ${why}`, () => {
    assert.equal(fold(text), folded)
  })
}

test('folding again changes nothing', () => {
  for (const { folded } of vectors) {
    assert.equal(fold(folded), folded)
  }
})
