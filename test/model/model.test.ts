import * as tf from '@tensorflow/tfjs'
import { describe, expect, it } from 'vitest'
import { createModel, parameterShapes } from '../../src/model/model.ts'
import { describeOnEachBackend } from '../backends.ts'
import { parameters, table } from './menagerie.ts'
import { layerNamed } from '../../src/vocabulary/layerTable.ts'

describeOnEachBackend('createModel', () => {
  it('names the parameters there are when one is missing', () => {
    const lacking = new Map([...parameters].filter(([name]) => name !== 'wide/bias'))
    expect(() => createModel(table, lacking)).toThrow(
      `missing parameter: wide/bias (weights.safetensors of menagerie holds ${[...lacking.keys()].join(', ')})`,
    )
  })

  it('says which shape a parameter should have', () => {
    const reshaped = new Map(parameters)
    reshaped.set('wide/kernel', { ...parameters.get('wide/kernel')!, shape: [6, 3, 3, 4] })
    expect(() => createModel(table, reshaped)).toThrow(
      'parameter wide/kernel of menagerie has shape (6, 3, 3, 4); its layer table asks for (3, 3, 6, 4)',
    )
  })

  it('leaves no tensor behind where it fails', () => {
    const before = tf.memory().numTensors
    const lacking = new Map([...parameters].filter(([name]) => name !== 'logits/bias'))
    expect(() => createModel(table, lacking)).toThrow('missing parameter: logits/bias')
    expect(tf.memory().numTensors).toBe(before)
  })
})

describe('parameterShapes', () => {
  it('are height, width, channels of one group, filters for a kernel; in, out for a dense layer', () => {
    const shapes = (name: string, channels: number) =>
      parameterShapes(layerNamed(table, name), { height: 1, width: 1, channels })
    expect(shapes('split.pre', 6)).toEqual({ kernel: [3, 3, 3, 4], bias: [4] })
    expect(shapes('logits', 10)).toEqual({ kernel: [10, 5], bias: [5] })
    expect(shapes('stem', 6)).toBeNull()
  })
})
