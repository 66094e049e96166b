import { describe, expect, it } from 'vitest'
import { directionVector, formatDirection, parseDirection } from '../../src/vocabulary/direction.ts'
import { parseUnit } from '../../src/model/unit.ts'
import { lumenTable } from '../model/lumen.ts'

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
    ['conv4/39 0.7 conv4/35', 'each unit with its weight, as in conv4/39 0.7 conv4/35 -0.3: conv4/35 has none'],
    ['conv4/39 conv4/35', 'each unit with its weight, as in conv4/39 0.7 conv4/35 -0.3: conv4/39 has conv4/35'],
    ['conv4/39 1e999', 'each unit with its weight, as in conv4/39 0.7 conv4/35 -0.3: conv4/39 has 1e999'],
    ['conv4/39 1 conv3/2 1', 'units of one layer, not of conv4 and conv3'],
    ['conv4/39 1 conv4/39 2', 'each unit once, with one weight: conv4/39 is there twice'],
    ['conv4/39 0', 'units with weights that are not all 0, as in conv4/39 0.7 conv4/35 -0.3'],
    [' ', 'units with weights that are not all 0, as in conv4/39 0.7 conv4/35 -0.3'],
    ['conv4/64 1', 'unknown unit: conv4/64 (conv4 has units 0 to 63)'],
  ])('%j is refused', (text, message) => {
    expect(() => parse(text)).toThrow(message)
  })

  it('is read back, however small its weights', () => {
    const parts = parse('conv4/39 0.0000003 conv4/35 -1')
    expect(parse(formatDirection(parts))).toEqual(parts)
  })
})
