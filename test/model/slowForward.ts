/**
 * The network once more, as plainly as it can be said: loops over double-precision numbers, one image,
 * whole layers. It shares no code with `src/model`, so that neither can hide the other's mistakes.
 *
 * A NaN in the image reaches exactly the units that depend on its pixel, since no operation here drops one.
 */
import type { Layer, LayerTable } from '../../src/vocabulary/layerTable.ts'
import { at, volume, type Parameter, type Volume } from './volume.ts'
import { slowOperation } from './slowOperations.ts'
import { knownLayers, type KnownOf } from './knownLayer.ts'

export { at, volume, type Parameter, type Volume }

export function slowForward(
  table: LayerTable,
  parameters: ReadonlyMap<string, Parameter>,
  image: Volume,
): Map<string, Volume> {
  const found = new Map([['input', entered(image, table.input)]])
  for (const layer of knownLayers(table)) {
    const inputs = layer.inputs.map((name) => found.get(name)!)
    const x = inputs[0]
    const stem = layer.name.endsWith('.pre') ? layer.name.slice(0, -4) : layer.name
    const kernel = parameters.get(`${stem}/kernel`)
    const bias = parameters.get(`${stem}/bias`)
    const compute = (): Volume => {
      switch (layer.op) {
        case 'conv':
          return slowConvolution(x, kernel!, bias!, layer)
        case 'relu':
          return map(x, (v) => (v < 0 ? 0 : v))
        case 'leakyRelu':
          return map(x, (v) => (v < 0 ? v * layer.slope : v))
        case 'maxPool':
          return slowPool(x, layer, (values) => values.reduce((a, b) => Math.max(a, b)))
        case 'avgPool':
          return slowPool(x, layer, (values, counted) => {
            const divisor = layer.countPadding ? counted : values.length
            return values.reduce((a, b) => a + b) / divisor
          })
        case 'globalAverage':
          return volume(1, 1, x.channels, (_y, _x, c) => mean(channel(x, c)))
        case 'concat':
          return slowConcat(inputs)
        case 'add':
          return volume(x.height, x.width, x.channels, (row, column, c) =>
            inputs.reduce((sum, each) => sum + at(each, row, column, c), 0),
          )
        case 'dense':
          return volume(1, 1, layer.units, (_y, _x, unit) => {
            let sum = bias!.data[unit]
            for (let i = 0; i < x.data.length; i++) sum += x.data[i] * kernel!.data[i * layer.units + unit]
            return sum
          })
        case 'softmax':
          return volume(x.height, x.width, x.channels, (row, column, c) => {
            let sum = 0
            for (let k = 0; k < x.channels; k++) sum += Math.exp(at(x, row, column, k) - at(x, row, column, c))
            return 1 / sum
          })
        case 'lrn':
          return slowLrn(x, layer)
        default:
          return slowOperation(layer as Layer, inputs, kernel, bias)
      }
    }
    found.set(layer.name, compute())
  }
  return found
}

/** In the order of colours that the network takes, scaled and moved. */
const entered = (image: Volume, { scale, offset, order, channels }: LayerTable['input']): Volume =>
  volume(image.height, image.width, channels, (y, x, c) => {
    const value = at(image, y, x, order === 'BGR' ? channels - 1 - c : c)
    return value * scale[c] + offset[c]
  })

const inside = ({ height, width }: Volume, y: number, x: number): boolean => y >= 0 && y < height && x >= 0 && x < width

const map = (x: Volume, f: (value: number) => number): Volume => ({ ...x, data: x.data.map(f) })

const channel = (x: Volume, c: number): number[] => [...x.data].filter((_, i) => i % x.channels === c)

const mean = (values: number[]): number => values.reduce((a, b) => a + b) / values.length

/** Down and across; one number for both. */
interface Stepping {
  stride: number | readonly [number, number]
}

const both = (stride: Stepping['stride']): readonly [number, number] =>
  typeof stride === 'number' ? [stride, stride] : stride

export function slowConvolution(
  x: Volume,
  kernel: Parameter,
  bias: Parameter,
  {
    filters,
    stride,
    dilation,
    groups,
    padding: [top, bottom, left, right],
  }: Pick<KnownOf<'conv'>, 'filters' | 'dilation' | 'groups' | 'padding'> & Stepping,
): Volume {
  const [down, across] = both(stride)
  const [tall, wide, depth] = kernel.shape as [number, number, number, number]
  const height = Math.floor((x.height + top + bottom - dilation * (tall - 1) - 1) / down) + 1
  const width = Math.floor((x.width + left + right - dilation * (wide - 1) - 1) / across) + 1
  return volume(height, width, filters, (row, column, filter) => {
    const group = Math.floor(filter / (filters / groups))
    let sum = bias.data[filter]
    for (let ky = 0; ky < tall; ky++)
      for (let kx = 0; kx < wide; kx++) {
        const y = row * down - top + ky * dilation
        const z = column * across - left + kx * dilation
        if (!inside(x, y, z)) continue
        for (let c = 0; c < depth; c++)
          sum += at(x, y, z, group * depth + c) * kernel.data[((ky * wide + kx) * depth + c) * filters + filter]
      }
    return sum
  })
}

export function slowPool(
  x: Volume,
  {
    window: [tall, wide],
    stride,
    padding: [top, bottom, left, right],
    overhang: [below, beside] = [0, 0],
  }: Pick<KnownOf<'maxPool'>, 'window' | 'padding'> & Stepping & { overhang?: [number, number] },
  reduce: (values: number[], counted: number) => number,
): Volume {
  const [down, across] = both(stride)
  const height = Math.floor((x.height + top + bottom - tall) / down) + 1
  const width = Math.floor((x.width + left + right - wide) / across) + 1
  return volume(height, width, x.channels, (row, column, c) => {
    const values: number[] = []
    let counted = 0
    for (let y = row * down - top; y < row * down - top + tall; y++)
      for (let z = column * across - left; z < column * across - left + wide; z++) {
        if (y < x.height + bottom - below && z < x.width + right - beside) counted++
        if (inside(x, y, z)) values.push(at(x, y, z, c))
      }
    return reduce(values, counted)
  })
}

function slowConcat(inputs: Volume[]): Volume {
  const { height, width } = inputs[0]
  const channels = inputs.reduce((sum, each) => sum + each.channels, 0)
  return volume(height, width, channels, (y, x, c) => {
    let rest = c
    for (const each of inputs) {
      if (rest < each.channels) return at(each, y, x, rest)
      rest -= each.channels
    }
    throw new Error(`no channel ${c}`)
  })
}

function slowLrn(x: Volume, { radius, bias, alpha, beta }: KnownOf<'lrn'>): Volume {
  return volume(x.height, x.width, x.channels, (row, column, c) => {
    let sum = 0
    for (let k = c - radius; k <= c + radius; k++) if (k >= 0 && k < x.channels) sum += at(x, row, column, k) ** 2
    return at(x, row, column, c) / (bias + alpha * sum) ** beta
  })
}
