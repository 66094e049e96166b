import * as tf from '@tensorflow/tfjs'
import { expect, it } from 'vitest'
import { coloursOf, draw, drawCoverage, families, familyNamed, PAINT, tint } from '../../src/stimuli/index.ts'
import { describeOnEachBackend } from '../backends.ts'
import { slowFamilies } from './slowFamilies.ts'

const size = 40

/** Samples that turn, move and bend every family. */
const SAMPLES: Record<string, Record<string, number>[]> = {
  curve: [{ angle: 75, curvature: 0.1, x: 21.3, y: 18.2 }],
  line: [
    { angle: 33, length: 22, width: 4 },
    { angle: 130, length: 15 },
  ],
  corner: [
    { angle: 40, opening: 70, length: 18 },
    { angle: 220, opening: 110, length: 12, filled: 0.6 },
  ],
  circle: [{}, { radius: 13.3, filled: 0.5, width: 2 }],
  ellipse: [
    { angle: 25, aspect: 0.5 },
    { angle: 100, aspect: 0.7, filled: 1, radius: 16 },
  ],
  spiral: [{ angle: 50 }, { angle: 200, handedness: -1, pitch: 7, width: 2 }],
  grating: [
    { angle: 70, wavelength: 7, phase: 40, radius: 15 },
    { angle: 160, wavelength: 9, square: 1, radius: 14 },
  ],
  checker: [{ angle: 20 }, { angle: 65, side: 6.5 }],
  frequencyEdge: [{ angle: 30 }, { angle: 200, tilt: 20, high: 5, low: 13, phase: 70 }],
  colourEdge: [
    { angle: 110, blur: 2 },
    { angle: 10, blur: 9 },
  ],
  texture: [{}, { angle: 60, spread: 30, seed: 4, wavelength: 9 }],
  eyePair: [{ angle: 15, separation: 18 }],
  wheel: [
    { angle: 10, radius: 15 },
    { spokes: 5, radius: 17, width: 4, hub: 0.3 },
  ],
  head: [{ size: 11 }, { size: 12, pose: -0.6, angle: 20 }],
}
const names = Object.keys(families)
const placed = (sample: Record<string, number>) => ({ x: 20.4, y: 19.1, ...sample })
const cases = names.flatMap((name) =>
  SAMPLES[name].map((sample) => [name, JSON.stringify(sample), placed(sample)] as const),
)
const full = (name: string, sample: Record<string, number>): Record<string, number> => ({
  ...Object.fromEntries(Object.entries(familyNamed(name).parameters).map(([key, each]) => [key, each.default])),
  ...sample,
})

/** The mean of 12 × 12 points of each pixel. */
function supersampled(name: string, sample: Record<string, number>, pixel = 1): number[] {
  const shade = slowFamilies[name](full(name, sample))
  const n = 12
  const count = Math.round(size / pixel)
  return Array.from({ length: count * count }, (_, i) => {
    let sum = 0
    for (let a = 0; a < n * n; a++)
      sum += shade(
        ((i % count) + ((a % n) + 0.5) / n - 0.5) * pixel,
        (Math.floor(i / count) + (Math.floor(a / n) + 0.5) / n - 0.5) * pixel,
      )
    return sum / n ** 2
  })
}

const coverage = (name: string, sample: Record<string, number>, pixel = 1, antialias = true) =>
  tf.tidy(() => {
    const columns = Object.entries(full(name, sample)).map(([key, v]) => [key, tf.tensor1d([v])])
    const count = Math.round(size / pixel)
    return [
      ...drawCoverage(familyNamed(name), Object.fromEntries(columns), {
        height: count,
        width: count,
        pixel,
        antialias,
      }).dataSync(),
    ]
  })

describeOnEachBackend('families', () => {
  it.each(cases)('%s %s is what a supersampled drawing is', (name, _, sample) => {
    for (const pixel of [1, 2]) {
      const found = coverage(name, sample, pixel)
      const wanted = supersampled(name, sample, pixel)
      const errors = found.map((value, i) => Math.abs(value - wanted[i]))
      expect(errors.reduce((sum, e) => sum + e, 0) / errors.length).toBeLessThan(0.015)
      expect(errors.filter((e) => e > 0.2).length / errors.length).toBeLessThan(0.013)
    }
  })

  it.each(cases)('%s %s has shares from 0 to 1', (name, _, sample) => {
    const found = coverage(name, sample)
    expect(Math.min(...found)).toBeGreaterThanOrEqual(-1e-6)
    expect(Math.max(...found)).toBeLessThanOrEqual(1 + 1e-6)
    // Something is drawn.
    expect(Math.max(...found) - Math.min(...found)).toBeGreaterThan(0.4)
  })

  it.each(cases)('%s %s in a window is that part of the whole', (name, _, sample) => {
    const whole = draw(familyNamed(name), [sample], { height: size, width: size })
    const part = draw(familyNamed(name), [sample], { top: 7, left: 12, height: 9, width: 14 })
    const cut = tf.slice(whole, [0, 7, 12, 0], [1, 9, 14, 3])
    expect(tf.max(tf.abs(tf.sub(cut, part))).dataSync()[0]).toBeLessThan(1e-4)
  })
})

const gradients = cases.flatMap(([name, text, sample]) =>
  Object.entries(familyNamed(name).parameters)
    .filter(([, { ...each }]) => !('whole' in each))
    .map(([parameter]) => [name, parameter, text, sample] as const),
)

it.each(gradients)(
  'the gradient of %s with respect to %s, at %s, is that of finite differences',
  (name, parameter, _, sample) => {
    const weights = tf.tensor(
      Array.from({ length: size * size }, (_, i) => Math.sin(i * 0.37)),
      [1, size, size],
    )
    const at = full(name, sample)
    // At a bound or where a term vanishes, the derivative is one-sided.
    if (['filled', 'square', 'fur', 'ears', 'highlight', 'hub', 'bandwidth'].includes(parameter)) at[parameter] = 0.41
    if (parameter === 'pose') at.pose = 0.15
    const shares = (value: tf.Tensor1D) =>
      tf.mul(
        drawCoverage(
          familyNamed(name),
          Object.fromEntries(Object.entries(at).map(([key, v]) => [key, key === parameter ? value : tf.tensor1d([v])])),
          { height: size, width: size },
        ),
        weights,
      )
    const { unit } = familyNamed(name).parameters[parameter]
    const step = unit === '1/pixels' ? 1e-4 : parameter === 'turns' ? 2e-4 : unit === 'share' ? 1e-3 : 5e-3
    const analytic = tf
      .grad(((value: tf.Tensor1D) => tf.sum(shares(value))) as never)(tf.tensor1d([at[parameter]]))
      .dataSync()[0]
    const [high, low] = [step, -step].map((by) => shares(tf.tensor1d([at[parameter] + by])))
    const slopes = [...tf.div(tf.sub(high, low), 2 * step).dataSync()]
    const numeric = slopes.reduce((sum, each) => sum + each, 0)
    // Some pixels lie on a kink: they may be off, so the error is measured against what the pixels add up to without sign.
    const total = slopes.reduce((sum, each) => sum + Math.abs(each), 0)
    expect(total).toBeGreaterThan(0.1)
    expect(Math.abs(analytic - numeric)).toBeLessThan(0.04 * total)
  },
)

it('without antialiasing every pixel of a line is figure or ground', () => {
  const values = coverage('line', placed({ angle: 33 }), 1, false)
  expect(values.every((value) => value < 1e-3 || value > 1 - 1e-3)).toBe(true)
})

it('a hue and its opposite are equally bright, and red, green and blue are the three channels', () => {
  for (const hue of [0, 35, 200]) {
    const { figure, ground } = coloursOf({ ...PAINT, hue, saturation: 1 })
    expect(figure.reduce((a, b) => a + b)).toBeCloseTo(1.5)
    expect(ground.reduce((a, b) => a + b)).toBeCloseTo(1.5)
  }
  expect(tint(0).map((v) => Math.round(100 * v))).toEqual([100, 25, 25])
  expect(tint(240).map((v) => Math.round(100 * v))).toEqual([25, 25, 100])
})

it('every parameter says what it means, and starts within its range', () => {
  for (const name of names)
    for (const { meaning, default: start, range, step } of Object.values(familyNamed(name).parameters)) {
      expect(meaning.length).toBeGreaterThan(5)
      expect(start).toBeGreaterThanOrEqual(range[0])
      expect(start).toBeLessThanOrEqual(range[1])
      expect(step).toBeGreaterThan(0)
    }
})

it('every family is called as its file is', () => {
  for (const [file, { name, words }] of Object.entries(families)) {
    expect(name).toBe(file)
    expect(words.replaceAll(' ', '')).toBe(name.toLowerCase())
  }
})

it('says which families there are', () => {
  expect(() => familyNamed('curves')).toThrow(
    'unknown family of stimuli: curves (allowed: checker, circle, colourEdge, corner, curve, ellipse, eyePair, frequencyEdge, grating, head, line, spiral, texture, wheel)',
  )
})
