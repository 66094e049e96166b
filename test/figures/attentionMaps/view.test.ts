import { describe, expect, it } from 'vitest'
import { describe as inWords, tokenNamed } from '../../../src/figures/attentionMaps/describe.ts'
import { attentionTable, readingOf, shownToken, viewOf, type View } from '../../../src/figures/attentionMaps/view.ts'

/** One block of two heads over a class token and 1 × 2 patches; the second head reads the class token alone. */
const first = viewOf(
  {
    rows: 1,
    columns: 2,
    before: 1,
    read: 0,
    layers: ['block1.attention'],
    entropy: [[1.25, 0]],
    distance: [[0.5, null]],
    // Levels of 0, 1/2, 1/2 and of 1, 0, 0.
    first: [
      [
        [0, 180, 180],
        [255, 0, 0],
      ],
    ],
  },
  1,
  'a picture',
)
const whole: View = {
  ...first,
  // Query, key, head.
  probabilities: [Float32Array.from([0.2, 1, 0.4, 0, 0.4, 0, 0, 1, 0.5, 0, 0.5, 0, 0.25, 1, 0, 0, 0.75, 0])],
}
const state = { image: 'x', block: 1, head: 1, token: 2 }

describe('what a head reads', () => {
  it('is of the token that is known until all are', () => {
    expect(shownToken(first, 2)).toBe(1)
    expect(shownToken(whole, 2)).toBe(2)
    expect(readingOf(first, 0, 0, 1)).toMatchObject({ patches: Float32Array.of(0.5, 0.5), distance: 0.5, entropy: 1 })
  })

  it('has its largest patch, its share of other tokens, entropy and distance', () => {
    const reading = readingOf(whole, 0, 0, 2)
    expect(reading.most).toEqual({ patch: 1, share: 0.75 })
    expect([...reading.others]).toEqual([0.25])
    expect(reading.entropy).toBeCloseTo(0.8113, 4)
    expect(reading.distance).toBe(0)
    expect(readingOf(whole, 0, 0, 0).distance).toBeNull()
  })

  it('is said in words', () => {
    expect(inWords(whole, state)).toBe(
      'From the patch in row 1, column 2, head 1 of block 1 reads most the patch in row 1, column 2, 75\u00a0%; 25\u00a0% on the class token. That is 0.8 bits, 0.0 patches; over all tokens 1.3 bits, 0.5 patches.',
    )
  })

  it('where it is no patch at all, is said to be', () => {
    expect(inWords(whole, { ...state, head: 2 })).toBe(
      'From the patch in row 1, column 2, head 2 of block 1 reads no patch at all: 100\u00a0% on the class token. That is 0.0 bits; over all tokens 0.0 bits.',
    )
  })

  it('comes in columns, a line for each head', () => {
    const { columns, rows } = attentionTable(whole, state)
    expect(columns.slice(-3)).toEqual(['token 0', 'row 1 column 1', 'row 1 column 2'])
    expect(rows).toEqual([
      [1, 1, 1.25, 0.5, 'row 1 column 2', 0.25, 0, 0.75],
      [1, 2, 0, '', 'row 1 column 2', 1, 0, 0],
    ])
  })
})

it('tokens before the patches have names, with a class token, without one, and with registers', () => {
  expect(tokenNamed(0, { before: 1, read: 0, columns: 2 })).toBe('the class token')
  expect(tokenNamed(0, { before: 1, read: null, columns: 2 })).toBe('the token before the patches')
  expect(tokenNamed(2, { before: 5, read: 0, columns: 2 })).toBe('token 3 of 5 before the patches')
  expect(tokenNamed(3, { before: 0, read: 3, columns: 2 })).toBe('the patch in row 2, column 2')
})
