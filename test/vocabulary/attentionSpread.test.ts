import { describe, expect, it } from 'vitest'
import { distanceFrom, entropyOf, headSpread, readBy } from '../../src/vocabulary/attentionSpread.ts'
import { levelOfProbability, probabilityOfLevel } from '../../src/vocabulary/probabilityLevel.ts'
import { createRng } from '../../src/vocabulary/rng.ts'

const GRID = { before: 1, rows: 2, columns: 3 }
const TOKENS = 7
const HEADS = 2

/** Rows that add up to 1, `(N, N, H)`. */
function randomAttention(seed: number): Float32Array {
  const rng = createRng(seed, 'attention')
  const values = Float32Array.from({ length: TOKENS * TOKENS * HEADS }, () => rng.uniform() ** 4)
  for (let query = 0; query < TOKENS; query++)
    for (let head = 0; head < HEADS; head++) {
      let sum = 0
      for (let key = 0; key < TOKENS; key++) sum += values[(query * TOKENS + key) * HEADS + head]
      for (let key = 0; key < TOKENS; key++) values[(query * TOKENS + key) * HEADS + head] /= sum
    }
  return values
}

/** Written from the definitions: a list of places, and sums over them. */
function slowSpread(values: Float32Array, head: number) {
  const places = [undefined, [0, 0], [0, 1], [0, 2], [1, 0], [1, 1], [1, 2]] as const
  const entropies: number[] = []
  const distances: number[] = []
  for (let query = 0; query < TOKENS; query++) {
    const row = Array.from({ length: TOKENS }, (_, key) => values[query * TOKENS * HEADS + key * HEADS + head])
    entropies.push(row.map((p) => (p === 0 ? 0 : (p * Math.log(1 / p)) / Math.log(2))).reduce((a, b) => a + b))
    const here = places[query]
    if (!here) continue
    const onPatches = row.slice(1).reduce((a, b) => a + b)
    const moved = row
      .slice(1)
      .map(
        (p, i) => (p / onPatches) * Math.sqrt((places[i + 1]![0] - here[0]) ** 2 + (places[i + 1]![1] - here[1]) ** 2),
      )
    distances.push(moved.reduce((a, b) => a + b))
  }
  const mean = (list: number[]) => list.reduce((a, b) => a + b) / list.length
  return { entropy: mean(entropies), distance: mean(distances) }
}

describe('the entropy of a query', () => {
  it('is 0 bits for one token, and log2 N for all alike', () => {
    expect(entropyOf([0, 1, 0, 0])).toBe(0)
    expect(entropyOf([0.5, 0, 0.5, 0])).toBe(1)
    expect(entropyOf(new Array(64).fill(1 / 64))).toBeCloseTo(6, 12)
  })
})

describe('the distance of a query', () => {
  it('is that of the patches it reads, by their shares; other tokens have no place', () => {
    expect(distanceFrom(1, [0, 1, 0, 0, 0, 0, 0], GRID)).toBe(0)
    expect(distanceFrom(1, [0, 0, 0, 0, 0, 0, 1], GRID)).toBeCloseTo(Math.sqrt(5), 12)
    expect(distanceFrom(1, [0.5, 0, 0.25, 0.25, 0, 0, 0], GRID)).toBeCloseTo(1.5, 12)
  })

  it('is none for a token without a place, and where no patch is read', () => {
    expect(distanceFrom(0, [0, 1, 0, 0, 0, 0, 0], GRID)).toBeNull()
    expect(distanceFrom(3, [1, 0, 0, 0, 0, 0, 0], GRID)).toBeNull()
  })
})

describe('a head', () => {
  it.each([0, 1, 2])('has the slow definitions’ means (attention %i)', (seed) => {
    const values = randomAttention(seed)
    for (let head = 0; head < HEADS; head++) {
      const { entropy, distance } = headSpread(values, HEADS, head, GRID)
      const slow = slowSpread(values, head)
      expect(entropy).toBeCloseTo(slow.entropy, 5)
      expect(distance).toBeCloseTo(slow.distance, 5)
    }
  })

  it('that reads nothing but the first token has entropy 0 and no distance', () => {
    const values = new Float32Array(TOKENS * TOKENS)
    for (let query = 0; query < TOKENS; query++) values[query * TOKENS] = 1
    expect(headSpread(values, 1, 0, GRID)).toEqual({ entropy: 0, distance: null })
  })

  it('is read a query at a time', () => {
    const values = randomAttention(5)
    const row = readBy(values, { tokens: TOKENS, heads: HEADS }, 1, 3)
    expect([...row]).toEqual(Array.from({ length: TOKENS }, (_, key) => values[3 * TOKENS * HEADS + key * HEADS + 1]))
  })
})

it('a probability comes back from its level within what is promised', () => {
  for (let i = 0; i <= 10_000; i++) {
    const p = i / 10_000
    const level = levelOfProbability(p)
    expect(Number.isInteger(level) && level >= 0 && level <= 255).toBe(true)
    expect(Math.abs(probabilityOfLevel(level) - p)).toBeLessThanOrEqual(Math.sqrt(p) / 255 + 1 / 510 ** 2 + 1e-12)
  }
  expect([probabilityOfLevel(0), probabilityOfLevel(255)]).toEqual([0, 1])
})
