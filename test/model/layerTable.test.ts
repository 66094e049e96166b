import { describe, expect, it } from 'vitest'
import { layerNamed, parameterName } from '../../src/vocabulary/layerTable.ts'
import { parseLayerTable } from '../../src/model/parseLayerTable.ts'
import { operations } from '../../src/model/operations.ts'
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
      { ...conv, stride: [1, 1], padding: [0, 0, 0, 0], dilation: 1, groups: 1 },
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
      '5 classes for a network whose last layer has positions, and so scores none (name every unit, or none)',
    ],
  ]
  it.each(WRONG)('refuses %s', (_, json, message) => {
    expect(() => parseLayerTable(json)).toThrow(message)
  })

  const INVALID: [string, unknown, string][] = [
    [
      'an unknown operation',
      layersOf({ ...conv, op: 'embedding' }),
      `layers[0].op: "embedding" (allowed: ${Object.keys(operations).join(', ')})`,
    ],
    [
      'the word "same"',
      layersOf({ ...conv, padding: 'same' }),
      'layers[0].padding: "same" (allowed: [top, bottom, left, right])',
    ],
    [
      'a misspelt option',
      layersOf({ ...conv, strides: 2 }),
      'layers[0].strides: unknown field (allowed: name, op, inputs, kernel, filters, dilation, groups, stride, padding)',
    ],
    [
      'negative padding',
      layersOf({ ...conv, padding: [0, 0, -1, 0] }),
      'layers[0].padding[2]: -1 (allowed: a whole number from 0)',
    ],
    ['a stride of zero', layersOf({ ...conv, stride: 0 }), 'layers[0].stride: 0 (allowed: a whole number from 1)'],
    [
      'a fractional kernel',
      layersOf({ ...conv, kernel: [3, 2.5] }),
      'layers[0].kernel[1]: 2.5 (allowed: a whole number from 1)',
    ],
    [
      'a missing field',
      layersOf({ ...conv, filters: undefined }),
      'layers[0].filters: nothing (allowed: a whole number from 1)',
    ],
    [
      'a sum of one',
      layersOf(conv, { name: 'sum', op: 'add', inputs: ['one'] }),
      'layers[1].inputs: ["one"] (allowed: the names of at least two layers)',
    ],
    [
      'a rectified pair',
      layersOf({ ...relu, inputs: ['input', 'input'] }),
      'layers[0].inputs: ["input","input"] (allowed: the name of one layer, as in ["conv1"])',
    ],
    [
      'a path for weights',
      changed({ weights: { ...table.weights, file: '../../etc/passwd' } }),
      'weights.file: "../../etc/passwd" (allowed: a file beside model.json, as in lumen.safetensors)',
    ],
    ['a path for an id', changed({ id: '../up' }), 'id: "../up" (allowed: small letters, digits and -, as in lumen)'],
    ['a slash in the name of a layer', layersOf({ ...conv, name: 'a/b' }), 'layers[0].name: "a/b" (allowed: '],
    ['no layers', layersOf(), 'layers: [] (allowed: at least one layer)'],
    ['a layer that is none', layersOf(null as never), 'layers[0].op: nothing (allowed: '],
    ['what is no object', 'lumen', 'the whole: "lumen" (allowed: an object of id, title, input, '],
  ]
  it.each(INVALID)('refuses %s and says where, what it found and what it takes', (_, json, message) => {
    expect(() => parseLayerTable(json)).toThrow(`invalid layer table: ${message}`)
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
