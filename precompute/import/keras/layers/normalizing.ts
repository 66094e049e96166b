/** Layers that scale and shift: normalization by what training saw, and what stands before the first layer. */
import type { Constant } from '../../graph.ts'
import { numberOf, type Fields } from '../../reading/json.ts'
import { refusal, shown } from '../../reading/refusal.ts'
import { numberFrom, type LayerClasses, type LayerInPlace } from '../layer.ts'

const full = (length: number, value: number): Constant => ({
  shape: [length],
  data: new Float32Array(length).fill(value),
})

/** The axis of a normalization: one number, also in a list. */
function axisOf({ config, name }: LayerInPlace): number {
  const { axis = -1 } = config
  if (!Array.isArray(axis)) return numberOf(axis, `axis of ${name}`)
  if (axis.length === 1) return numberOf(axis[0], `axis of ${name}`)
  throw refusal(`axis of layer ${shown(name)} is ${shown(axis)} (allowed: one axis)`)
}

const scaledBy = ({ scale, center }: Fields, rest: readonly string[]): string[] => [
  ...(scale === false ? [] : ['gamma']),
  ...(center === false ? [] : ['beta']),
  ...rest,
]

/** A number or a list of them, one a channel. */
function numbers(value: unknown, what: string): Constant {
  const list = Array.isArray(value) ? (value as unknown[]).flat(8) : [value]
  const data = Float64Array.from(list, (each) => numberOf(each, what))
  return { shape: data.length === 1 ? [] : [data.length], data }
}

/** What keeps Keras's Normalization from dividing by nothing (`keras.backend.epsilon`). */
const LEAST_DEVIATION = 1e-7

export const normalizing: LayerClasses = {
  BatchNormalization: {
    weights: (config) => scaledBy(config, ['moving_mean', 'moving_variance']),
    emit(layer, [x]) {
      const { graph, name, config, weight } = layer
      const mean = weight('moving_mean')
      const has = scaledBy(config, [])
      const one = (role: string, value: number) =>
        graph.constant(`${name}/${role}`, has.includes(role) ? weight(role) : full(mean.shape[0] ?? 1, value))
      const inputs = [
        one('gamma', 1),
        one('beta', 0),
        graph.constant(`${name}/moving_mean`, mean),
        graph.constant(`${name}/moving_variance`, weight('moving_variance')),
      ]
      const epsilon = numberFrom(config, 'epsilon', 1e-3)
      return graph.node('batchNorm', name, [x!, ...inputs], { epsilon, axis: axisOf(layer) })
    },
  },
  LayerNormalization: {
    weights: (config) => scaledBy(config, []),
    emit(layer, [x]) {
      const { graph, name, config, weight } = layer
      const has = scaledBy(config, [])
      const inputs = ['gamma', 'beta'].map((role) =>
        has.includes(role) ? graph.constant(`${name}/${role}`, weight(role)) : '',
      )
      const epsilon = numberFrom(config, 'epsilon', 1e-3)
      return graph.node('layerNorm', name, [x!, ...inputs], { epsilon, axis: axisOf(layer) })
    },
  },
  Rescaling: {
    emit({ graph, name, config }, [x]) {
      const scale = graph.constant(`${name}/scale`, numbers(config.scale, `scale of ${name}`))
      const offset = graph.constant(`${name}/offset`, numbers(config.offset ?? 0, `offset of ${name}`))
      return graph.node('add', name, [graph.node('mul', name, [x!, scale], {}, `${name}/scaled`), offset], {})
    },
  },
  Normalization: {
    weights: ({ mean }) => (mean === undefined || mean === null ? ['mean', 'variance'] : []),
    emit(layer, [x]) {
      const { graph, name, config, weight } = layer
      if (config.invert === true) return graph.node('unknown', name, [x!], { operation: 'Normalization inverted' })
      const given = config.mean !== undefined && config.mean !== null
      const mean = given ? numbers(config.mean, `mean of ${name}`) : flat(weight('mean'))
      const variance = given ? numbers(config.variance, `variance of ${name}`) : flat(weight('variance'))
      const deviation: Constant = {
        shape: variance.shape,
        data: Float64Array.from(variance.data, (each) => Math.max(Math.sqrt(each), LEAST_DEVIATION)),
      }
      const shifted = graph.node('sub', name, [x!, graph.constant(`${name}/mean`, mean)], {}, `${name}/shifted`)
      return graph.node('div', name, [shifted, graph.constant(`${name}/deviation`, deviation)], {})
    },
  },
}

/** Without the leading axes of length 1 with which some versions keep the numbers. */
function flat({ shape, data }: Constant): Constant {
  const first = shape.findIndex((length) => length !== 1)
  return { shape: first < 0 ? [] : shape.slice(first), data }
}
