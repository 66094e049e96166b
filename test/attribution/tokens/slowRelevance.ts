/** Relevance in the small transformer, written out from Chefer, Gur and Wolf (CVPR 2021, arXiv 2012.09838, section 3.1) with plain matrices. */
import type { StoredTensor } from '../../../src/model/safetensors.ts'
import {
  BLOCKS,
  CHANNELS,
  CLASSES,
  head,
  HEADS,
  plus,
  type Matrix,
  type Slow,
  WIDE,
} from '../../model/smallTransformer.ts'

const sum = (a: Matrix): number => a.flat().reduce((p, q) => p + q, 0)
const over = (a: number, b: number): number => (b === 0 ? 0 : a / b)

/** Eq. 4: each output's relevance by the positive products that made it. */
function dense(
  relevance: Matrix,
  x: Matrix,
  parameters: ReadonlyMap<string, StoredTensor>,
  name: string,
  outputs: number,
) {
  const w = (i: number, j: number) => parameters.get(`${name}/kernel`)!.data[i * outputs + j]
  return x.map((row, n) => {
    const whole = relevance[n].map((_, j) => row.reduce((all, value, i) => all + Math.max(0, value * w(i, j)), 0))
    return row.map((value, i) =>
      relevance[n].reduce((all, r, j) => all + over(Math.max(0, value * w(i, j)) * r, whole[j]), 0),
    )
  })
}

/** Eq. 8 and 9. */
function residual(relevance: Matrix, a: Matrix, b: Matrix): [Matrix, Matrix] {
  const parts = [a, b].map((x) => x.map((row, i) => row.map((v, j) => over(v * relevance[i][j], a[i][j] + b[i][j]))))
  const [first, second] = parts.map(sum)
  const magnitude = Math.abs(first) + Math.abs(second)
  const scaled = (part: Matrix, whole: number) =>
    part.map((row) => row.map((v) => (v / whole) * (Math.abs(whole) / magnitude) * sum(relevance)))
  return [scaled(parts[0], first), scaled(parts[1], second)]
}

/** Of both factors of `a · b`, half each. */
function matrixProduct(relevance: Matrix, a: Matrix, b: Matrix): [Matrix, Matrix] {
  const whole = (i: number, j: number) => a[i].reduce((all, v, k) => all + v * b[k][j], 0)
  const ratio = relevance.map((row, i) => row.map((r, j) => over(r, whole(i, j)) / 2))
  return [
    a.map((row, i) => row.map((v, k) => ratio[i].reduce((all, r, j) => all + v * b[k][j] * r, 0))),
    b.map((row, k) => row.map((v, j) => ratio.reduce((all, r, i) => all + a[i][k] * v * r[j], 0))),
  ]
}

const turned = (a: Matrix): Matrix => a[0].map((_, j) => a.map((row) => row[j]))
const sideBySide = (parts: Matrix[]): Matrix => parts[0].map((_, t) => parts.flatMap((part) => part[t]))

/** Of every block, by head: the relevance that reaches attention's probabilities. */
export function slowRelevance(
  { tokens, blocks, norm }: Slow,
  parameters: ReadonlyMap<string, StoredTensor>,
  index: number,
  read: 'token' | 'mean' = 'token',
): Matrix[][] {
  const start = [Array.from({ length: CLASSES }, (_, i) => (i === index ? 1 : 0))]
  const [atNorm] = dense(start, [norm], parameters, 'logits', CLASSES)
  const last = blocks.at(-1)!.out
  const mean = last[0].map((_, j) => last.reduce((all, row) => all + row[j], 0))
  let relevance = tokens.map((_, t) =>
    read === 'token' ? atNorm.map((r) => (t === 0 ? r : 0)) : atNorm.map((r, j) => (r * last[t][j]) / mean[j]),
  )
  const found: Matrix[][] = []
  for (const [b, name] of [...BLOCKS.entries()].reverse()) {
    const own = blocks[b]
    const [around, through] = residual(relevance, own.middle, own.contract)
    const expanded = dense(through, own.expand, parameters, `${name}.contract`, CHANNELS)
    const middle = plus(around, dense(expanded, own.norm2, parameters, `${name}.expand`, WIDE))
    const [past, attended] = residual(middle, own.input, own.project)
    const mixed = dense(attended, own.mixed, parameters, `${name}.project`, CHANNELS)
    const pairs = Array.from({ length: HEADS }, (_, h) =>
      matrixProduct(head(mixed, h), own.attention[h], head(own.value, h)),
    )
    found.unshift(pairs.map(([attention]) => attention))
    const scores = pairs.map(([attention], h) => matrixProduct(attention, head(own.query, h), turned(head(own.key, h))))
    const given = [
      ['query', sideBySide(scores.map(([query]) => query))],
      ['key', sideBySide(scores.map(([, key]) => turned(key)))],
      ['value', sideBySide(pairs.map(([, value]) => value))],
    ] as const
    relevance = given.reduce(
      (all, [each, r]) => plus(all, dense(r, own.norm1, parameters, `${name}.${each}`, CHANNELS)),
      past,
    )
  }
  return found
}
