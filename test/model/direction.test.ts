import { describe, expect, it } from 'vitest'
import { directionVector, formatDirection, parseDirection } from '../../src/vocabulary/direction.ts'
import { parseUnit } from '../../src/model/unit.ts'
import { lumenTable } from './lumen.ts'

const table = lumenTable()
const parse = (text: string) => parseDirection(text, (reference) => parseUnit(reference, table))

describe('a direction', () => {
  it('is units with their weights, and one number per channel', () => {
    const parts = parse('conv4/39 0.7, conv4/35 −.3')
    expect(parts).toEqual([
      { unit: 'conv4/39', weight: 0.7 },
      { unit: 'conv4/35', weight: -0.3 },
    ])
    expect(parse(formatDirection(parts))).toEqual(parts)
    const vector = directionVector(parts, 64)
    expect(vector).toHaveLength(64)
    expect([vector[39], vector[35], vector[0]]).toEqual([0.7, -0.3, 0])
  })

  it.each([
    [
      'conv4/39 0.7 conv4/35',
      'invalid direction: conv4/35 has no weight (write each unit with its weight, as in conv4/39 0.7 conv4/35 -0.3)',
    ],
    [
      'conv4/39 conv4/35',
      'invalid direction: conv4/39 has the weight conv4/35 (write each unit with its weight, as in conv4/39 0.7 conv4/35 -0.3)',
    ],
    ['conv4/39 1 conv3/2 1', 'direction in two layers: conv4 and conv3 (all its units must be of one layer)'],
    ['conv4/39 1 conv4/39 2', 'unit twice in a direction: conv4/39 (write it once, with one weight)'],
    ['conv4/39 0', 'direction without a weight: conv4/39 0 (write one as in conv4/39 0.7 conv4/35 -0.3)'],
    [' ', 'direction without a weight: nothing (write one as in conv4/39 0.7 conv4/35 -0.3)'],
    ['conv4/64 1', 'unknown unit: conv4/64 (conv4 has units 0 to 63)'],
  ])('%j is refused', (text, message) => {
    expect(() => parse(text)).toThrow(message)
  })
})
