import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { encode } from '../../src/artifacts/activations/encode.ts'
import { valuesOfSheet } from '../../src/figures/activations/view.ts'

describe('the artifact of activations', () => {
  // Two channels of 2 × 3, one of them negative at its peak.
  const computed = {
    layer: 'conv2.pre',
    height: 2,
    width: 3,
    channels: 2,
    values: new Float32Array([0, 1, 0.5, 0, 0, 0.25, 0, -2, 0, 0, 0, 1]),
    max: 2,
    peaks: [
      { value: 1, at: [0, 1] as [number, number] },
      { value: -2, at: [0, 1] as [number, number] },
    ],
    order: [1, 0],
    guesses: [{ name: 'orange', probability: 0.123456 }],
    image: new Uint8Array(4 * 4 * 3).map((_, i) => 5 * i),
  }
  const request = { kind: 'activations', model: 'lumen', layer: 'conv2.pre', image: 'x' } as const

  it('gives its values back from the sheet, and the picture byte for byte', async () => {
    const { files } = await encode(request, computed, [])
    const { data: json, maps, picture } = files
    expect(json.guesses).toEqual([{ name: 'orange', probability: 0.1235 }])
    expect(maps.tiles).toEqual({ width: 3, height: 2, columns: 2, rows: 1 })
    const { data, info } = await sharp(maps.bytes).raw().toBuffer({ resolveWithObject: true })
    expect(info.channels).toBe(4)
    const values = valuesOfSheet(json, maps.tiles, { data: new Uint8ClampedArray(data), width: info.width })
    expect(values).toHaveLength(computed.values.length)
    values.forEach((value, i) =>
      expect(Math.abs(value - (computed.values[i] ?? NaN))).toBeLessThanOrEqual(2 / 255 / 2 + 1e-6),
    )
    expect(await sharp(picture.bytes).removeAlpha().raw().toBuffer()).toEqual(Buffer.from(computed.image))
  })

  it('is refused where a value is no number', async () => {
    const values = computed.values.with(3, NaN)
    await expect(encode(request, { ...computed, values }, [])).rejects.toThrow(
      'activations of conv2.pre hold the value NaN',
    )
  })
})
