import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { encode } from '../../src/artifacts/attentionMaps/encode.ts'
import { ofSheet, readFrom, viewOf } from '../../src/figures/attentionMaps/view.ts'
import { createRng } from '../../src/vocabulary/rng.ts'

const [TOKENS, HEADS] = [5, 2]
const places = { before: 1, rows: 2, columns: 2 }
const rng = createRng(1, 'attention')

/** `(N, N, H)`, each query's of each head adding up to 1. */
function attention(layer: string) {
  const values = Float32Array.from({ length: TOKENS * TOKENS * HEADS }, () => rng.uniform() ** 3)
  for (let i = 0; i < TOKENS * HEADS; i++) {
    const at = Array.from({ length: TOKENS }, (_, key) => (Math.floor(i / HEADS) * TOKENS + key) * HEADS + (i % HEADS))
    const sum = at.reduce((all, each) => all + values[each], 0)
    for (const each of at) values[each] /= sum
  }
  return { layer, tokens: TOKENS, heads: HEADS, values }
}
const both = [attention('block1.attention'), attention('block2.attention')]
const computed = {
  attention: both,
  picture: new Uint8Array(4 * 4 * 3).map((_, i) => 5 * i),
  data: {
    ...places,
    read: 0,
    layers: both.map(({ layer }) => layer),
    entropy: [
      [1, 2],
      [1.5, 0.5],
    ],
    distance: [
      [1, null],
      [0.5, 0.25],
    ],
  },
}
const request = { kind: 'attentionMaps', model: 'mosaic', image: 'x', token: 3 } as const

describe('the artifact of attention', () => {
  it('gives every probability back from its sheet, within what levels lose, and rows add up to 1', async () => {
    const { files } = await encode(request, computed, [])
    const { data, info } = await sharp(files.attention.bytes).raw().toBuffer({ resolveWithObject: true })
    expect([info.width, info.height]).toEqual([HEADS * TOKENS, 2 * TOKENS])
    const levels = Uint8Array.from({ length: info.width * info.height }, (_, i) => data[i * info.channels])
    const found = ofSheet({ ...places, heads: [HEADS, HEADS] }, { width: info.width, levels })
    for (const [block, { values }] of both.entries())
      for (const [i, value] of values.entries())
        // Half a level of the root, and the row's sum brought back to 1.
        expect(Math.abs(found[block][i] - value)).toBeLessThan(0.01)
    expect(await sharp(files.picture.bytes).removeAlpha().raw().toBuffer()).toEqual(Buffer.from(computed.picture))
  })

  it('says at once what the token asked for reads, the same as the sheet', async () => {
    const { files } = await encode(request, computed, [])
    const { data, info } = await sharp(files.attention.bytes).raw().toBuffer({ resolveWithObject: true })
    const levels = Uint8Array.from({ length: info.width * info.height }, (_, i) => data[i * info.channels])
    const view = viewOf(files.data, 3, 'a picture')
    const whole = { ...view, probabilities: ofSheet(view, { width: info.width, levels }) }
    for (const block of [0, 1])
      for (const head of [0, 1]) expect(readFrom(view, block, head, 3)).toEqual(readFrom(whole, block, head, 3))
  })

  it('is refused where a value is no probability', async () => {
    for (const bad of [NaN, 1.5, -0.1]) {
      const wrong = { ...both[1], values: both[1].values.with(3, bad) }
      await expect(encode(request, { ...computed, attention: [both[0], wrong] }, [])).rejects.toThrow(
        'block2.attention on x came out as no probabilities',
      )
    }
  })
})
