import { describe, expect, it } from 'vitest'
import { layerNamed, parameterName, parseLayerTable } from '../../src/model/layerTable.ts'
import { lumenTable } from './lumen.ts'
import { table } from './menagerie.ts'

/** The small network's table with some fields replaced. */
const changed = (fields: object) => ({ ...table, ...fields })
const layersOf = (...layers: object[]) => changed({ layers, classes: [] })
const conv = { name: 'one', op: 'conv', inputs: ['input'], kernel: [3, 3], filters: 4 }
const relu = { name: 'two', op: 'relu', inputs: ['one'] }

describe('parseLayerTable', () => {
  it('fills in stride, padding, dilation and groups', () => {
    expect(parseLayerTable(layersOf(conv)).layers).toEqual([
      { ...conv, stride: 1, padding: [0, 0, 0, 0], dilation: 1, groups: 1 },
    ])
  })

  it('gives back a resolved table as it was', () => {
    expect(parseLayerTable(table)).toEqual(table)
  })

  const WRONG: [string, unknown, string][] = [
    [
      'an input that comes later',
      layersOf(relu, conv),
      'unknown input of layer two: one (allowed: input; a layer comes after its inputs)',
    ],
    [
      'an unknown input',
      layersOf(conv, { ...relu, inputs: ['uno'] }),
      'unknown input of layer two: uno (allowed: input, one; a layer comes after its inputs)',
    ],
    [
      'a layer that names itself',
      layersOf({ ...relu, inputs: ['two'] }),
      'unknown input of layer two: two (allowed: input; a layer comes after its inputs)',
    ],
    ['one name twice', layersOf(conv, conv), 'duplicate layer: one'],
    ['a layer called input', layersOf({ ...conv, name: 'input' }), 'duplicate layer: input'],
    [
      'too few classes',
      changed({ classes: ['ant'] }),
      '1 classes for the 5 units of layer logits (name every unit, or none)',
    ],
    [
      'classes without a readout',
      changed({ layers: [conv] }),
      '5 classes for a network without a dense layer (name every unit, or none)',
    ],
  ]
  it.each(WRONG)('refuses %s', (_, json, message) => {
    expect(() => parseLayerTable(json)).toThrow(message)
  })

  const INVALID: [string, unknown, string, string][] = [
    ['an unknown operation', layersOf({ ...conv, op: 'attention' }), 'Invalid', 'layers[0].op'],
    ['the word "same"', layersOf({ ...conv, padding: 'same' }), 'expected tuple, received string', 'layers[0].padding'],
    ['a misspelt option', layersOf({ ...conv, strides: 2 }), 'Unrecognized key: "strides"', 'layers[0]'],
    [
      'negative padding',
      layersOf({ ...conv, padding: [0, 0, -1, 0] }),
      'expected number to be >=0',
      'layers[0].padding[2]',
    ],
    ['a stride of zero', layersOf({ ...conv, stride: 0 }), 'expected number to be >0', 'layers[0].stride'],
    [
      'a fractional kernel',
      layersOf({ ...conv, kernel: [3, 2.5] }),
      'expected int, received number',
      'layers[0].kernel[1]',
    ],
    [
      'a sum of one',
      layersOf(conv, { name: 'sum', op: 'add', inputs: ['one'] }),
      'expected array to have >=2 items',
      'layers[1].inputs',
    ],
    [
      'a path for weights',
      changed({ weights: { ...table.weights, file: '../../etc/passwd' } }),
      'Invalid string',
      'weights.file',
    ],
    ['a path for an id', changed({ id: '../up' }), 'Invalid string', 'id'],
    ['a slash in the name of a layer', layersOf({ ...conv, name: 'a/b' }), 'Invalid string', 'layers[0].name'],
    ['no layers', layersOf(), 'expected array to have >=1 items', 'layers'],
  ]
  it.each(INVALID)('refuses %s and says where', (_, json, message, path) => {
    expect(() => parseLayerTable(json)).toThrow('invalid layer table: ')
    expect(() => parseLayerTable(json)).toThrow(message)
    expect(() => parseLayerTable(json)).toThrow(`→ at ${path}`)
  })
})

describe('layerNamed', () => {
  it('finds a layer', () => {
    expect(layerNamed(table, 'average').op).toBe('globalAverage')
  })

  it('lists the layers there are where there is none of that name', () => {
    expect(() => layerNamed(lumenTable(), 'conv8')).toThrow(
      'unknown layer: conv8 (lumen has conv1.pre, conv1, conv2.pre, conv2, pool2,',
    )
  })
})

describe('parameterName', () => {
  it('drops the mark of a preactivation and nothing else', () => {
    expect(['conv4.pre', 'conv4', 'a.pre.b', 'pre'].map(parameterName)).toEqual(['conv4', 'conv4', 'a.pre.b', 'pre'])
  })
})
