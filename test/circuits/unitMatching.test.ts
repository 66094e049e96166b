import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { readModel } from '../../precompute/readModel.ts'
import { layerMeans, sameStimuliMeans, seededStimuli } from '../../src/circuits/responses/sameStimuli.ts'
import { bestMatches, correlations, matchUnits, optimalMatching } from '../../src/circuits/compare/unitMatching.ts'
import type { Model } from '../../src/model/model.ts'
import { createRng } from '../../src/vocabulary/rng.ts'
import { shuffled } from '../../src/model/shuffled.ts'
import '../backends.ts'

const random = (rows: number, columns: number, seed: number) => {
  const rng = createRng(seed, 'matching')
  return Array.from({ length: rows }, () => Array.from({ length: columns }, () => rng.normal()))
}

/** Every way to give rows different columns, the slow way. */
function bestSum(matrix: number[][], row = 0, taken = new Set<number>()): number {
  if (row === matrix.length) return 0
  let best = -Infinity
  for (let column = 0; column < matrix[0].length; column++)
    if (!taken.has(column)) {
      const rest = bestSum(matrix, row + 1, new Set([...taken, column]))
      best = Math.max(best, matrix[row][column] + rest)
    }
  return best
}

describe('optimalMatching', () => {
  it.each([1, 2, 3, 4, 5])('has the largest sum of all, seed %i', (seed) => {
    for (const [rows, columns] of [
      [5, 5],
      [3, 6],
      [1, 4],
    ] as const) {
      const matrix = random(rows, columns, seed)
      const found = optimalMatching(matrix)
      expect(new Set(found).size).toBe(rows)
      const sum = found.reduce((total, column, row) => total + matrix[row][column], 0)
      expect(sum).toBeCloseTo(bestSum(matrix), 9)
    }
  })

  it('leaves rows over where there are more of them', () => {
    const matrix = [[3], [5], [4]]
    expect(optimalMatching(matrix)).toEqual([-1, 0, -1])
  })

  it('differs from the best of each where two want the same', () => {
    const matrix = [
      [0.9, 0.8],
      [0.9, 0.1],
    ]
    expect(bestMatches(matrix)).toEqual([0, 0])
    expect(optimalMatching(matrix)).toEqual([1, 0])
  })
})

describe('matchUnits', () => {
  const a = random(6, 80, 7)
  it('finds units that are in another order, scaled and shifted', () => {
    const order = [3, 0, 5, 1, 4, 2]
    const b = order.map((unit) => a[unit].map((value) => 2 * value + 1))
    for (const oneToOne of [false, true]) {
      const found = matchUnits(a, b, oneToOne)
      expect(found.map(({ match }) => order[match])).toEqual([0, 1, 2, 3, 4, 5])
      for (const { correlation } of found) expect(correlation).toBeCloseTo(1, 9)
    }
  })

  it('does not take the best of many for more than it is', () => {
    // 300 units of noise: the best of them correlates with any unit on the stimuli that it is chosen by.
    const noise = random(300, 80, 8)
    const chosen = correlations(
      a.map((row) => row.filter((_, i) => i % 2 === 0)),
      noise.map((row) => row.filter((_, i) => i % 2 === 0)),
    )
    const naive = chosen.map((row) => Math.max(...row))
    expect(Math.min(...naive)).toBeGreaterThan(0.35)
    const honest = matchUnits(a, noise).map(({ correlation }) => correlation)
    expect(Math.abs(honest.reduce((sum, value) => sum + value, 0) / honest.length)).toBeLessThan(0.2)
  })

  it('leaves out what never responds', () => {
    expect(
      matchUnits(
        [
          [0, 0, 0, 0],
          [1, 2, 3, 5],
        ],
        [[1, 2, 3, 5]],
      ).map(({ unit }) => unit),
    ).toEqual([1])
  })
})

describe('two networks trained apart', () => {
  const stimuli = seededStimuli(14 * 16, 0)
  let twins: Model[]
  beforeAll(async () => {
    await tf.setBackend('wasm')
    twins = ['twin-a', 'twin-b'].map((id) => readModel(id, 'test/fixtures/twins'))
  })

  it('are not the same', () => {
    const [a, b] = twins.map(({ stored }) => stored.get('conv1/kernel')!.data)
    expect(correlations([a], [b])[0][0]).toBeLessThan(0.3)
  })

  it('have units that are more alike than those of shuffled weights', async () => {
    const [a, b] = [await layerMeans(twins[0], 'conv2', stimuli), await layerMeans(twins[1], 'conv2', stimuli)]
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
    const own = mean(matchUnits(a, b).map(({ correlation }) => correlation))
    const chance: number[] = []
    for (const seed of [0, 1, 2, 3]) {
      const other = shuffled(twins[1], seed)
      const responses = await layerMeans(other, 'conv2', stimuli)
      chance.push(mean(matchUnits(a, responses).map(({ correlation }) => correlation)))
      other.dispose()
    }
    expect(own).toBeGreaterThan(Math.max(...chance))
  })

  it('are shown the same stimuli one by one or at once, and a network is its own match', async () => {
    const few = stimuli.slice(0, 15)
    const units = ['conv2/3', 'conv1/1']
    const before = tf.memory().numTensors
    const [all] = await sameStimuliMeans(twins[0], { units, stimuli: few })
    const [last] = await sameStimuliMeans(twins[0], { units, stimuli: few.slice(14) })
    expect(tf.memory().numTensors).toBe(before)
    expect(all[14]).toBeCloseTo(last[0], 5)
    const own = await layerMeans(twins[0], 'conv2', stimuli)
    for (const { unit, match, correlation } of matchUnits(own, own)) {
      expect(match).toBe(unit)
      expect(correlation).toBeCloseTo(1, 6)
    }
  })

  it('stimuli are of every family, and the same for the same seed', () => {
    expect(seededStimuli(20, 0).slice(0, 14)).toEqual(seededStimuli(14, 0))
    expect(new Set(stimuli.map(({ family }) => family)).size).toBe(14)
    expect(seededStimuli(1, 1)).not.toEqual(seededStimuli(1, 0))
  })
})
