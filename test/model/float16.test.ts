import { describe, expect, it } from 'vitest'
import { decodeFloat16, encodeFloat16 } from '../../src/model/float16.ts'
import { createRng } from '../../src/vocabulary/rng.ts'

/** The value of 16 bits, by moving its fields into the float32 of the same value. */
function viaFloat32(bits: number): number {
  const view = new DataView(new ArrayBuffer(4))
  const sign = (bits >>> 15) << 31
  const exponent = (bits >>> 10) & 31
  const fraction = bits & 1023
  if (exponent === 0) {
    // Subnormal: fill the fraction of 2⁻¹⁴, then take that 2⁻¹⁴ away again.
    view.setUint32(0, (113 << 23) | (fraction << 13))
    const magnitude = view.getFloat32(0) - 2 ** -14
    return sign ? -magnitude : magnitude
  }
  view.setUint32(0, (sign | ((exponent === 31 ? 255 : exponent + 112) << 23) | (fraction << 13)) >>> 0)
  return view.getFloat32(0)
}

const ALL = Array.from({ length: 65536 }, (_, bits) => bits)
const isNan = (bits: number) => (bits & 0x7fff) > 0x7c00

describe('decodeFloat16', () => {
  it('agrees with float32 for all 65536 codes', () => {
    for (const bits of ALL) if (!Object.is(decodeFloat16(bits), viaFloat32(bits))) expect.fail(`code ${bits}`)
    expect([0x0001, 0x03ff, 0x0400, 0x3c00, 0x7bff, 0xfc00].map(decodeFloat16)).toEqual([
      2 ** -24,
      1023 * 2 ** -24,
      2 ** -14,
      1,
      65504,
      Number.NEGATIVE_INFINITY,
    ])
  })
})

describe('encodeFloat16', () => {
  it('inverts decoding for all codes but the many NaNs, which become one', () => {
    for (const bits of ALL) if (!isNan(bits) && encodeFloat16(decodeFloat16(bits)) !== bits) expect.fail(`code ${bits}`)
    expect(encodeFloat16(Number.NaN)).toBe(0x7e00)
  })

  it('takes the even neighbour of a number halfway between two, and the nearer one otherwise', () => {
    for (const bits of ALL.filter((code) => (code & 0x7fff) < 0x7bff)) {
      const [low, high] = [decodeFloat16(bits), decodeFloat16(bits + 1)]
      const step = high - low
      const even = bits % 2 === 0 ? bits : bits + 1
      if (encodeFloat16(low + step / 2) !== even) expect.fail(`halfway above code ${bits}`)
      if (encodeFloat16(low + step * 0.499) !== bits) expect.fail(`below halfway above ${bits}`)
      if (encodeFloat16(low + step * 0.501) !== bits + 1) expect.fail(`above halfway above ${bits}`)
    }
  })

  it('agrees with the rounding of this runtime, where it has one', () => {
    const rng = createRng(1, 'float16')
    const round = (Math as { f16round?: (x: number) => number }).f16round
    if (!round) return expect(process.versions.node, 'only Node 24 has f16round').toMatch(/^2[0-3]/)
    for (let i = 0; i < 20_000; i++) {
      const x = Math.fround(rng.normal() * 2 ** rng.integer(-26, 17))
      if (!Object.is(decodeFloat16(encodeFloat16(x)), round(x))) expect.fail(`${x}`)
    }
  })

  it('becomes infinite where half precision ends', () => {
    expect([65504, 65519.99, 65520, 1e9, -65520].map(encodeFloat16)).toEqual([0x7bff, 0x7bff, 0x7c00, 0x7c00, 0xfc00])
  })
})
