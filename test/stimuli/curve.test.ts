import * as tf from '@tensorflow/tfjs'
import { expect, it } from 'vitest'
import { draw, drawCoverage } from '../../src/stimuli/index.ts'
import curve, { type CurveParameter } from '../../src/stimuli/families/curve.ts'
import { describeOnEachBackend } from '../backends.ts'

type Parameters = Record<CurveParameter, number>

/** The share of each pixel within half a width of the arc, by 16 × 16 points in it and their distance to points along the arc. */
function slowCoverage(p: Parameters, size: number, pixel = 1): number[] {
  const points: [number, number][] = []
  const radians = (p.angle * Math.PI) / 180
  const reach = p.curvature ? (p.span * Math.PI) / 180 / p.curvature : 200
  for (let s = -reach; s <= reach; s += 0.05) {
    const turn = s * p.curvature
    const u = p.curvature ? (Math.cos(turn) - 1) / p.curvature : 0
    const v = p.curvature ? Math.sin(turn) / p.curvature : s
    points.push([
      p.x + u * Math.cos(radians) - v * Math.sin(radians),
      p.y - u * Math.sin(radians) - v * Math.cos(radians),
    ])
  }
  const n = 16
  return Array.from({ length: size * size }, (_, i) => {
    let inside = 0
    const [cx, cy] = [(i % size) * pixel, Math.floor(i / size) * pixel]
    const near = points.filter(([x, y]) => Math.abs(x - cx) < p.width && Math.abs(y - cy) < p.width)
    for (let a = 0; a < n; a++)
      for (let b = 0; b < n; b++) {
        const x = cx + ((a + 0.5) / n - 0.5) * pixel
        const y = cy + ((b + 0.5) / n - 0.5) * pixel
        if (near.some(([px, py]) => Math.hypot(px - x, py - y) <= p.width / 2)) inside++
      }
    return inside / (n * n)
  })
}

const size = 32
const bend: Parameters = { angle: 75, curvature: 0.1, x: 16.3, y: 12.8, width: 3, span: 90 }

describeOnEachBackend('curve', () => {
  it.each([
    ['an arc', bend],
    ['an arc turned the other way', { ...bend, angle: 230, curvature: 0.07 }],
    ['a line', { ...bend, curvature: 0 }],
    ['a line aslant', { ...bend, curvature: 0, angle: 30, width: 2 }],
    ['a closed circle', { ...bend, curvature: 0.15, span: 180 }],
    ['a short arc', { ...bend, span: 40, width: 4 }],
  ])('%s covers what a supersampled drawing covers', (_, parameters) => {
    const covered = tf.tidy(() => {
      const [r] = tf.unstack(draw(curve, [parameters], { height: size, width: size }), 3)
      return [...tf.sub(1, r).dataSync()]
    })
    const wanted = slowCoverage(parameters, size)
    const errors = covered.map((value, i) => Math.abs(value - wanted[i]))
    expect(Math.max(...errors)).toBeLessThan(0.17)
    expect(errors.reduce((sum, e) => sum + e, 0) / errors.length).toBeLessThan(0.006)
  })

  it('an upright line of width 1 at pixel 4 fills column 4 and nothing else', () => {
    const image = draw(curve, [{ x: 4, y: 3, width: 1 }], { height: 2, width: 7 })
    expect([...tf.unstack(image, 3)[0].dataSync()].map((v) => Math.round(v * 1e4) / 1e4)).toEqual([
      1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1, 0, 1, 1,
    ])
  })

  it('a line is what an arc becomes as its curvature goes to 0', () => {
    const frame = { height: size, width: size }
    const [line, arc] = [0, 1e-7].map((curvature) => draw(curve, [{ ...bend, curvature }], frame))
    expect(tf.max(tf.abs(tf.sub(line, arc))).dataSync()[0]).toBeLessThan(1e-3)
  })

  it('a window of a picture is that part of the whole picture', () => {
    const whole = draw(curve, [bend], { height: size, width: size })
    const part = draw(curve, [bend], { top: 5, left: 9, height: 11, width: 8 })
    const cut = tf.slice(whole, [0, 5, 9, 0], [1, 11, 8, 3])
    expect(tf.max(tf.abs(tf.sub(cut, part))).dataSync()[0]).toBeLessThan(1e-5)
  })

  it('half a pixel size draws twice as large', () => {
    const image = draw(curve, [{ x: 4, width: 2 }], { height: 1, width: 16, pixel: 0.5 })
    const row = [...tf.unstack(image, 3)[0].dataSync()]
    expect(row.map((value) => Math.round(value * 100) / 100)).toEqual([
      1, 1, 1, 1, 1, 1, 0.5, 0, 0, 0, 0.5, 1, 1, 1, 1, 1,
    ])
  })

  it('paints figure and ground at the contrast asked, one picture per sample', () => {
    const figure = [1, 0, 0] as const
    const ground = [0.2, 0.4, 0.6] as const
    const samples = [0, 0.5, 1].map((contrast) => ({ width: 9, contrast, figure, ground }))
    const image = draw(curve, samples, { height: 1, width: 1 })
    expect(image.shape).toEqual([3, 1, 1, 3])
    const values = [...image.dataSync()].map((value) => Math.round(value * 1e4) / 1e4)
    expect(values).toEqual([0.2, 0.4, 0.6, 0.6, 0.2, 0.3, 1, 0, 0])
  })

  it.each(['angle', 'curvature', 'x', 'y', 'width'] as const)(
    'its gradient with respect to %s is that of finite differences',
    (name) => {
      const names = Object.keys(bend) as CurveParameter[]
      const weigh = tf.tensor(
        Array.from({ length: size * size }, (_, i) => Math.sin(i * 0.37)),
        [1, size, size],
      )
      const score = (value: tf.Tensor1D) =>
        tf.sum(
          tf.mul(
            drawCoverage(
              curve,
              Object.fromEntries(
                names.map((each) => [each, each === name ? value : tf.tensor1d([bend[each]])]),
              ) as Record<CurveParameter, tf.Tensor1D>,
              { height: size, width: size },
            ),
            weigh,
          ),
        ) as tf.Scalar
      const at = bend[name]
      const step = name === 'curvature' ? 1e-4 : 1e-2
      const analytic = tf
        .grad(score as never)(tf.tensor1d([at]))
        .dataSync()[0]
      const [high, low] = [at + step, at - step].map((v) => score(tf.tensor1d([v])).dataSync()[0])
      const numeric = (high - low) / (2 * step)
      expect(Math.abs(analytic - numeric)).toBeLessThan(0.05 * Math.abs(numeric) + 0.02)
    },
  )
})

it('says what is wrong with a sample', () => {
  const frame = { height: 2, width: 2 }
  expect(() => draw(curve, [], frame)).toThrow('no samples of curve to draw (at least one)')
  expect(() => draw(curve, [{ angle: NaN }], frame)).toThrow('invalid angle of curve: NaN (a finite number)')
  expect(() => draw(curve, [{ radius: 3 } as never], frame)).toThrow(
    'unknown parameter of curve: radius (allowed: angle, curvature, x, y, width, span)',
  )
})
