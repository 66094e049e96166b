import { describe, expect, it } from 'vitest'
import { bitmap, kernelColours } from '../../src/widgets/bitmap.ts'

describe('a kernel’s picture', () => {
  it('is a bitmap that says its pixels', () => {
    const grids = [
      [0, 1],
      [-1, 0],
      [0.5, 0],
    ].map((values) => ({ height: 1, width: 2, values: Float32Array.from(values) }))
    const rgb = kernelColours(grids, 1)
    expect([...rgb]).toEqual([128, 0, 191, 255, 128, 128])
    const bytes = Buffer.from(bitmap(rgb, 1, 2).split(',')[1]!, 'base64')
    expect(bytes.subarray(0, 2).toString()).toBe('BM')
    expect(bytes.readInt32LE(18)).toBe(2)
    // Blue, green, red.
    expect([...bytes.subarray(54, 60)]).toEqual([191, 0, 128, 128, 128, 255])
    expect(bytes.length).toBe(54 + 8)
  })
})
