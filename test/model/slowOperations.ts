/** The operations of the aviary, as plainly as they can be said: loops over double-precision numbers. */
import type { Layer } from '../../src/vocabulary/layerTable.ts'
import { at, volume, type Parameter, type Volume } from './volume.ts'

const map = (x: Volume, f: (value: number, channel: number) => number): Volume => ({
  ...x,
  data: x.data.map((value, i) => f(value, i % x.channels)),
})

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x))

/** Abramowitz and Stegun's series and continued fraction, to double precision. */
export function erf(x: number): number {
  if (Number.isNaN(x)) return x
  const a = Math.abs(x)
  if (a > 6) return Math.sign(x)
  let term = a
  let sum = a
  for (let n = 1; n < 200; n++) {
    term *= (-a * a) / n
    sum += term / (2 * n + 1)
  }
  return (Math.sign(x) * 2 * sum) / Math.sqrt(Math.PI)
}

const clip = (x: number, least: number, most: number) => (x < least ? least : x > most ? most : x)

export function slowOperation(
  layer: Layer,
  inputs: Volume[],
  kernel: Parameter | undefined,
  bias: Parameter | undefined,
): Volume {
  const [x, second] = inputs
  const fields = layer as unknown as Record<string, never>
  const number = (name: string) => fields[name] as unknown as number
  const list = (name: string) => fields[name] as unknown as number[]
  switch (layer.op) {
    case 'hardSwish':
      return map(x, (v) => v * clip(v / 6 + 0.5, 0, 1))
    case 'relu6':
      return map(x, (v) => clip(v, 0, 6))
    case 'silu':
      return map(x, (v) => v * sigmoid(v))
    case 'elu':
      return map(x, (v) => (v > 0 ? v : number('alpha') * Math.expm1(v)))
    case 'prelu':
      return map(x, (v, c) => (v > 0 ? v : v * list('slopes')[c]))
    case 'sigmoid':
      return map(x, sigmoid)
    case 'tanh':
      return map(x, Math.tanh)
    case 'softplus':
      return map(x, (v) => Math.log1p(Math.exp(v)))
    case 'hardSigmoid':
      return map(x, (v) => clip(v * number('slope') + number('offset'), 0, 1))
    case 'gelu':
      if (fields['tanh'])
        return map(x, (v) => 0.5 * v * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (v + 0.044715 * v ** 3))))
      return map(x, (v) => 0.5 * v * (1 + erf(v / Math.SQRT2)))
    case 'multiply': {
      const one = second.height * second.width === 1
      return volume(
        x.height,
        x.width,
        x.channels,
        (r, q, c) => at(x, r, q, c) * at(second, one ? 0 : r, one ? 0 : q, c),
      )
    }
    case 'pick': {
      const channels = list('channels')
      return volume(x.height, x.width, channels.length, (r, q, c) => (channels[c] < 0 ? 0 : at(x, r, q, channels[c])))
    }
    case 'crop': {
      const [cut, around, [down, across]] = [list('cut'), list('around'), list('stride')]
      const rows = Math.ceil((x.height - cut[0] - cut[1] + around[0] + around[1]) / down)
      const columns = Math.ceil((x.width - cut[2] - cut[3] + around[2] + around[3]) / across)
      return volume(rows, columns, x.channels, (r, q, c) => {
        const [y, z] = [r * down + cut[0] - around[0], q * across + cut[2] - around[2]]
        return y < 0 || z < 0 || y >= x.height || z >= x.width ? 0 : at(x, y, z, c)
      })
    }
    case 'reshape':
      return { height: number('height'), width: number('width'), channels: number('channels'), data: x.data }
    case 'resize': {
      const [height, width] = [number('height'), number('width')]
      if ((fields['mode'] as string) === 'nearest')
        return volume(height, width, x.channels, (r, q, c) =>
          at(x, Math.floor((r * x.height) / height), Math.floor((q * x.width) / width), c),
        )
      const place = (i: number, from: number, to: number) => clip(((i + 0.5) * from) / to - 0.5, 0, from - 1)
      return volume(height, width, x.channels, (r, q, c) => {
        const [y, z] = [place(r, x.height, height), place(q, x.width, width)]
        const [top, left] = [Math.floor(y), Math.floor(z)]
        const [below, right] = [Math.min(top + 1, x.height - 1), Math.min(left + 1, x.width - 1)]
        const row = (i: number) => at(x, i, left, c) * (1 - (z - left)) + at(x, i, right, c) * (z - left)
        return row(top) * (1 - (y - top)) + row(below) * (y - top)
      })
    }
    case 'deconv': {
      const [tall, wide, depth, filters] = kernel!.shape
      const { dilation, groups } = { dilation: number('dilation'), groups: number('groups') }
      const [[down, across], padding, extra] = [list('stride'), list('padding'), list('extra')]
      const full = [
        (x.height - 1) * down + (tall - 1) * dilation + 1,
        (x.width - 1) * across + (wide - 1) * dilation + 1,
      ]
      const [height, width] = [
        full[0] - padding[0] - padding[1] + extra[0],
        full[1] - padding[2] - padding[3] + extra[1],
      ]
      const found = volume(height, width, filters, (_r, _q, f) => bias!.data[f])
      for (let r = 0; r < x.height; r++)
        for (let q = 0; q < x.width; q++)
          for (let ky = 0; ky < tall; ky++)
            for (let kx = 0; kx < wide; kx++) {
              const [y, z] = [r * down + ky * dilation - padding[0], q * across + kx * dilation - padding[2]]
              if (y < 0 || z < 0 || y >= height || z >= width) continue
              for (let f = 0; f < filters; f++) {
                const group = Math.floor(f / (filters / groups))
                for (let c = 0; c < depth; c++)
                  found.data[(y * width + z) * filters + f] +=
                    at(x, r, q, group * depth + c) * kernel!.data[((ky * wide + kx) * depth + c) * filters + f]
              }
            }
      return found
    }
    default:
      throw new Error(`the slow reference has no ${layer.op}`)
  }
}
