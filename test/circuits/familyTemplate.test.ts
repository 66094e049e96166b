import { describe, expect, it } from 'vitest'
import { familyMatrix } from '../../src/circuits/kernels/familyMatrix.ts'
import { familyTemplate, type Family, type FamilyWeights } from '../../src/circuits/kernels/familyTemplate.ts'
import { applyOperator, kernelOperator } from '../../src/circuits/linear/kernelOperator.ts'
import { positiveDefinite } from '../../src/circuits/parts/positiveDefinite.ts'
import { symmetryNamed } from '../../src/circuits/symmetry/symmetries.ts'
import { createRng } from '../../src/vocabulary/rng.ts'
import { readModel } from '../../precompute/readModel.ts'
import * as tf from '@tensorflow/tfjs'
import '../backends.ts'

const rng = () => createRng(7)
const family = (angles: readonly number[], period = 360): Family => ({
  members: angles.map((by, channel) => ({ channel, by })),
  period,
})
const around = (count: number, period = 360) => Array.from({ length: count }, (_, i) => (i * period) / count)

/** Weights that keep the symmetry exactly: each block is the pattern of its relation, moved. */
function planted(
  symmetry: string,
  upper: Family,
  lower: Family,
  size: readonly [number, number],
  step: number,
): FamilyWeights {
  const random = createRng(3)
  const patterns = new Map<number, Float32Array>()
  const blocks = upper.members.map((above) =>
    lower.members.map((below) => {
      const all = symmetryNamed(symmetry).placements({
        upper: above.by,
        lower: below.by,
        upperPeriod: upper.period,
        lowerPeriod: lower.period,
        step,
      })
      const { relation } = all[0]
      if (!patterns.has(relation)) patterns.set(relation, random.normals(size[0] * size[1]))
      // Where the pair repeats, so does the pattern: the mean over its turns.
      const sum = new Float64Array(size[0] * size[1])
      for (const { by } of all)
        applyOperator(kernelOperator(symmetry, by, size), patterns.get(relation)!).forEach(
          (value, i) => (sum[i] += value / all.length),
        )
      return sum
    }),
  )
  return { symmetry, upper, lower, size, blocks }
}

const norm2 = (blocks: readonly (readonly ArrayLike<number>[])[]) =>
  blocks.flat().reduce((sum, block) => sum + Array.from(block).reduce((s, v) => s + v * v, 0), 0)
const residual = ({ blocks }: FamilyWeights, template: Float64Array[][]) =>
  blocks.map((row, i) => row.map((block, j) => Array.from(block, (v, k) => v - template[i][j][k])))

describe('kernelOperator', () => {
  const kernel = Float64Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9])

  it('turns by quarters as permutations, counter-clockwise', () => {
    expect([...applyOperator(kernelOperator('rotation', 90, [3, 3]), kernel)]).toEqual([3, 6, 9, 2, 5, 8, 1, 4, 7])
    expect([...applyOperator(kernelOperator('rotation', 180, [3, 3]), kernel)]).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1])
  })

  it('mirrors left and right, and leaves hue alone', () => {
    expect([...applyOperator(kernelOperator('reflection', 1, [3, 3]), kernel)]).toEqual([3, 2, 1, 6, 5, 4, 9, 8, 7])
    expect([...applyOperator(kernelOperator('hue', 120, [3, 3]), kernel)]).toEqual([...kernel])
  })

  it('turned by any angle, a bump lies where trigonometry says', () => {
    const size = 11
    const bump = (x0: number, y0: number) =>
      Float64Array.from({ length: size * size }, (_, i) => {
        const [x, y] = [(i % size) - 5 - x0, 5 - Math.floor(i / size) - y0]
        return Math.exp(-(x * x + y * y) / 4.5)
      })
    for (const angle of [17, 30, 45, 133]) {
      const radians = (angle * Math.PI) / 180
      const turned = applyOperator(kernelOperator('rotation', angle, [size, size]), bump(2, 0))
      const wanted = bump(2 * Math.cos(radians), 2 * Math.sin(radians))
      // Bilinear interpolation of a bump this wide is off by less than 0.1 of its height.
      turned.forEach((value, i) => expect(Math.abs(value - wanted[i])).toBeLessThan(0.1))
    }
  })

  it('enlarged, keeps the sum of what stays within', () => {
    const point = Float64Array.from({ length: 49 }, (_, i) => (i === 24 ? 1 : 0))
    const twice = applyOperator(kernelOperator('scale', 2, [7, 7]), point)
    expect(twice.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 9)
    expect(twice[24]).toBeCloseTo(0.25, 9)
    expect(() => kernelOperator('scale', 0, [3, 3])).toThrow('invalid enlargement of a kernel: 0 (a factor above 0)')
  })
})

describe('positiveDefinite', () => {
  it('solves what it is given', () => {
    const random = createRng(1)
    const root = random.normals(36)
    const matrix = new Float64Array(36)
    for (let i = 0; i < 6; i++)
      for (let j = 0; j < 6; j++) for (let k = 0; k < 6; k++) matrix[i * 6 + j] += root[i * 6 + k] * root[j * 6 + k]
    const x = random.normals(6)
    const right = Float64Array.from({ length: 6 }, (_, i) => x.reduce((sum, v, j) => sum + matrix[i * 6 + j] * v, 0))
    positiveDefinite(matrix, 6)(right).forEach((value, i) => expect(value).toBeCloseTo(x[i], 5))
    expect(() => positiveDefinite(Float64Array.of(1, 2, 2, 1), 2)).toThrow(
      'matrix is not positive definite: pivot 1 is -3',
    )
  })
})

describe('familyTemplate', () => {
  it.each([
    ['rotation', family(around(8)), family(around(12)), 30, [5, 5]],
    ['rotation', family([0, 30, 105, 150]), family(around(6, 180), 180), 15, [3, 3]],
    ['rotation', family(around(6, 180), 180), family(around(8)), 15, [5, 5]],
    ['rotation', family(around(6, 180), 180), family(around(4, 180), 180), 15, [5, 5]],
    ['hue', family(around(6)), family(around(4)), 30, [3, 3]],
    ['reflection', family([0, 1, 1]), family([0, 0, 1]), 1, [3, 3]],
    ['scale', family([1, 2, 4]), family([0.5, 1, 2]), 0.5, [5, 5]],
  ] as const)('of a planted %s is all of the weights', (symmetry, upper, lower, step, size) => {
    const weights = planted(symmetry, upper, lower, size, step)
    const { template, share } = familyTemplate(weights, { step, rng: rng(), shuffles: 0 })
    expect(norm2(residual(weights, template)) / norm2(weights.blocks)).toBeLessThan(1e-12)
    expect(share).toBeCloseTo(1, 9)
  })

  it('is the plain average along the diagonals where all turns are quarters', () => {
    const quarters = family(around(4))
    const random = createRng(11)
    const blocks = quarters.members.map(() => quarters.members.map(() => random.normals(9)))
    const weights: FamilyWeights = { symmetry: 'rotation', upper: quarters, lower: quarters, size: [3, 3], blocks }
    const { template } = familyTemplate(weights, { step: 90, rng: rng(), shuffles: 0 })
    /** A kernel turned once, counter-clockwise, by its definition. */
    const turn = (kernel: ArrayLike<number>) =>
      Array.from({ length: 9 }, (_, i) => kernel[(i % 3) * 3 + 2 - Math.floor(i / 3)])
    const turned = (kernel: ArrayLike<number>, times: number): number[] =>
      times === 0 ? Array.from(kernel) : turned(turn(kernel), times - 1)
    for (let i = 0; i < 4; i++)
      for (let j = 0; j < 4; j++) {
        const wanted = new Array<number>(9).fill(0)
        for (let k = 0; k < 4; k++)
          turned(blocks[k][(j - i + k + 4) % 4], (i - k + 4) % 4).forEach((value, cell) => (wanted[cell] += value / 4))
        wanted.forEach((value, cell) => expect(template[i][j][cell]).toBeCloseTo(value, 6))
      }
  })

  it('leaves a residual at right angles to it, whose share is the rest', () => {
    const random = createRng(5)
    const [upper, lower] = [family([0, 15, 105, 225]), family(around(9, 180), 180)]
    const blocks = upper.members.map(() => lower.members.map(() => random.normals(25)))
    const weights: FamilyWeights = { symmetry: 'rotation', upper, lower, size: [5, 5], blocks }
    const { template, share } = familyTemplate(weights, { step: 30, rng: rng(), shuffles: 0 })
    const rest = residual(weights, template)
    const product = template.flatMap((row, i) =>
      row.flatMap((block, j) => Array.from(block, (v, k) => v * rest[i][j][k])),
    )
    const scale = norm2(blocks)
    expect(Math.abs(product.reduce((a, b) => a + b, 0)) / scale).toBeLessThan(1e-6)
    expect(norm2(template) / scale).toBeCloseTo(share, 6)
    expect(norm2(rest) / scale).toBeCloseTo(1 - share, 6)
  })

  it('no weights of the same symmetry come nearer', () => {
    const random = createRng(6)
    const [upper, lower] = [family([0, 30, 150]), family([0, 45, 200, 315])]
    const blocks = upper.members.map(() => lower.members.map(() => random.normals(9)))
    const weights: FamilyWeights = { symmetry: 'rotation', upper, lower, size: [3, 3], blocks }
    const { template } = familyTemplate(weights, { step: 30, rng: rng(), shuffles: 0 })
    const least = norm2(residual(weights, template))
    const other = planted('rotation', upper, lower, [3, 3], 30).blocks
    for (const far of [-0.1, -0.01, 0.01, 0.1]) {
      const moved = template.map((row, i) => row.map((block, j) => block.map((v, k) => v + far * other[i][j][k])))
      expect(norm2(residual(weights, moved))).toBeGreaterThan(least)
    }
  })

  it('is chance for noise: random order explains as much', () => {
    const random = createRng(8)
    const all = family(around(12))
    const blocks = all.members.map(() => all.members.map(() => random.normals(9)))
    const weights: FamilyWeights = { symmetry: 'rotation', upper: all, lower: all, size: [3, 3], blocks }
    const { share, chance } = familyTemplate(weights, { step: 30, rng: rng(), shuffles: 100 })
    // 12 diagonals of 12 kernels: about a twelfth.
    expect(chance.mean).toBeGreaterThan(1 / 12 - 0.02)
    expect(chance.mean).toBeLessThan(1 / 12 + 0.03)
    expect(Math.abs(share - chance.mean)).toBeLessThan(0.03)
    expect(chance.high).toBeGreaterThan(chance.mean)
    const again = familyTemplate(weights, { step: 30, rng: rng(), shuffles: 100 })
    expect(again.chance).toEqual(chance)
  })

  it('what random order explains is what a fit of the reordered weights says', () => {
    const random = createRng(9)
    const [upper, lower] = [family(around(4, 180), 180), family([0, 45, 90], 180)]
    const blocks = upper.members.map(() => lower.members.map(() => random.normals(9)))
    const weights: FamilyWeights = { symmetry: 'rotation', upper, lower, size: [3, 3], blocks }
    const { chance } = familyTemplate(weights, { step: 45, rng: rng(), shuffles: 1 })
    const draw = rng()
    const shuffled = (count: number) => {
      const order = [...Array(count).keys()]
      for (let i = count - 1; i > 0; i--) {
        const j = draw.integer(0, i)
        ;[order[i], order[j]] = [order[j], order[i]]
      }
      return order
    }
    const [rows, columns] = [shuffled(4), shuffled(3)]
    const reordered = { ...weights, blocks: rows.map((i) => columns.map((j) => blocks[i][j])) }
    const { share } = familyTemplate(reordered, { step: 45, rng: rng(), shuffles: 0 })
    expect(chance.mean).toBeCloseTo(share, 6)
  })

  it('refuses what does not fit together', () => {
    const one = family([0])
    const weights = { symmetry: 'rotation', upper: one, lower: one, size: [3, 3] } as const
    const options = { step: 30, rng: rng() }
    expect(() => familyTemplate({ ...weights, blocks: [] }, options)).toThrow(
      'weights of 0 × 0 pairs for families of 1 and 1',
    )
    expect(() => familyTemplate({ ...weights, blocks: [[[1, 2]]] }, options)).toThrow(
      'kernel of 2 values (size 3 × 3 needs 9)',
    )
    expect(() => familyTemplate({ ...weights, upper: family([]), blocks: [] }, options)).toThrow(
      'a family without members: 0 above, 1 below (at least one each)',
    )
  })
})

describe('familyMatrix', () => {
  it('reads the kernels of lumen, and refuses layers that do not meet', async () => {
    await tf.setBackend('cpu')
    const model = readModel('lumen')
    const lower = { ...family([0, 90]), layer: 'conv3' }
    const upper = { ...family([0, 30, 60]), layer: 'conv4' }
    const request = { symmetry: 'rotation', lower, upper, step: 30, seed: 0 } as const
    const { blocks, size } = familyMatrix(model, request)
    const kernel = model.stored.get('conv4/kernel')!
    expect(size).toEqual([5, 5])
    for (let to = 0; to < 3; to++)
      for (let from = 0; from < 2; from++)
        expect([...blocks[to][from]]).toEqual(
          Array.from({ length: 25 }, (_, tap) => kernel.data[(tap * 64 + from) * 64 + to]),
        )
    // Through pooling, too.
    expect(
      familyMatrix(model, { ...request, lower: { ...lower, layer: 'conv4' }, upper: { ...upper, layer: 'conv5' } })
        .size,
    ).toEqual([3, 3])
    expect(() => familyMatrix(model, { ...request, lower: { ...lower, layer: 'conv1' } })).toThrow(
      'no kernels from conv1 to conv4 (conv4 must be a convolution of the units of conv1)',
    )
    expect(() => familyMatrix(model, { ...request, lower: { ...lower, members: [{ channel: 64, by: 0 }] } })).toThrow(
      'unknown unit: conv3/64 (conv3 has units 0 to 63)',
    )
    model.dispose()
  })
})
