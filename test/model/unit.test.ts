import { describe, expect, it } from 'vitest'
import { formatUnit } from '../../src/vocabulary/unit.ts'
import { parseUnit, unitPosition } from '../../src/model/unit.ts'
import { preactivation } from '../../src/vocabulary/unit.ts'
import { lumenTable } from './lumen.ts'

const lumen = lumenTable()

describe('parseUnit', () => {
  it.each([
    ['conv4/17', { layer: 'conv4', channel: 17 }],
    ['conv4.pre/0', { layer: 'conv4.pre', channel: 0 }],
    ['conv4/63@15,0', { layer: 'conv4', channel: 63, at: [15, 0] }],
    ['logits/199', { layer: 'logits', channel: 199 }],
  ])('reads %s', (reference, unit) => {
    expect(parseUnit(reference, lumen)).toEqual(unit)
    expect(formatUnit(parseUnit(reference, lumen))).toBe(reference)
  })

  it.each([
    ['conv4', 'invalid unit: conv4 (write layer/channel or layer/channel@row,column, as in conv4/17)'],
    ['conv4/', 'invalid unit: conv4/ (write layer/channel'],
    ['conv4/-1', 'invalid unit: conv4/-1 (write layer/channel'],
    ['conv4/1.5', 'invalid unit: conv4/1.5 (write layer/channel'],
    ['conv4/17@3', 'invalid unit: conv4/17@3 (write layer/channel'],
    [' conv4/17', 'invalid unit:  conv4/17 (write layer/channel'],
    ['conv9/0', 'unknown layer: conv9 (lumen has conv1.pre, conv1,'],
    ['conv4/64', 'unknown unit: conv4/64 (conv4 has units 0 to 63)'],
    ['conv4/17@16,0', 'unknown position: conv4/17@16,0 (conv4 has rows 0 to 15, columns 0 to 15)'],
    ['logits/3@0,1', 'unknown position: logits/3@0,1 (logits has rows 0 to 0, columns 0 to 0)'],
  ])('refuses %s', (reference, message) => {
    expect(() => parseUnit(reference, lumen)).toThrow(message)
  })
})

describe('unitPosition', () => {
  it('is the position named, else the centre', () => {
    expect(unitPosition(parseUnit('conv4/17@3,5', lumen), lumen)).toEqual([3, 5])
    expect(unitPosition(parseUnit('conv4/17', lumen), lumen)).toEqual([8, 8])
  })
})

describe('preactivation', () => {
  it('is the layer before the ReLU, or the layer itself where there is none', () => {
    expect(['conv4', 'conv4.pre', 'logits', 'pool4'].map((name) => preactivation(name, lumen))).toEqual([
      'conv4.pre',
      'conv4.pre',
      'logits',
      'pool4',
    ])
  })
})
