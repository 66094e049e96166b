/** A layer of a Keras model at its place in the graph, as the files of `layers/` see it. */
import type { Constant, Layout, WindowPadding } from '../graph.ts'
import { fieldsOf, listOf, numberOf, type Fields } from '../reading/json.ts'
import type { GraphBuilder } from '../reading/graphBuilder.ts'
import { refusal, shown } from '../reading/refusal.ts'

export interface LayerInPlace {
  className: string
  /** With the models around it: `features/conv1`. */
  name: string
  config: Fields
  /** Said at this call alone. */
  kwargs: Fields
  graph: GraphBuilder
  /** Keras's major version, 1 to 3; it sets some defaults. */
  version: number
  /** A weight by its role, such as `kernel`. @throws Failure where the file has none */
  weight(role: string): Constant
}

/** Emits the layer's nodes; returns the value that it puts out, which is called as the layer. */
export type Emit = (layer: LayerInPlace, inputs: readonly string[]) => string

export interface LayerClass {
  emit: Emit
  /** Roles of its weights, in the order in which files list them; none when absent. */
  weights?(config: Fields): readonly string[]
}

/** Classes by name. */
export type LayerClasses = Readonly<Record<string, LayerClass>>

export const CHANNELS_FIRST = 'channels_first'

export const layoutOf = ({ data_format: format }: Fields): Layout => (format === CHANNELS_FIRST ? 'NCHW' : 'NHWC')

/** The axis of channels. */
export const channelAxis = (config: Fields): number => (layoutOf(config) === 'NCHW' ? 1 : 3)

/** `[height, width]` from a pair or one number. */
export function pairOf(value: unknown, what: string): readonly [number, number] {
  if (!Array.isArray(value)) return [numberOf(value, what), numberOf(value, what)]
  const [height, width] = value.map((each) => numberOf(each, what))
  if (value.length === 2) return [height!, width!]
  throw refusal(`${what} is ${shown(value)}, and not a pair`)
}

/** @throws Failure for anything but `valid` and `same` */
export function paddingOf({ padding = 'valid' }: Fields, name: string): WindowPadding {
  if (padding === 'valid') return 'valid'
  if (padding === 'same') return 'same-upper'
  throw refusal(`padding of layer ${shown(name)} is ${shown(padding)} (allowed: valid, same)`)
}

/** How a window slides. */
export const slideOf = (config: Fields, name: string, strides: unknown = config.strides) => ({
  layout: layoutOf(config),
  strides: pairOf(strides ?? 1, `strides of ${shown(name)}`),
  dilations: pairOf(config.dilation_rate ?? 1, `dilation_rate of ${shown(name)}`),
  padding: paddingOf(config, name),
})

/** Margins around height and width, `[[top, bottom], [left, right]]`, also written as one number or a pair. */
export function marginsOf(value: unknown, what: string): readonly [number, number, number, number] {
  if (!Array.isArray(value)) {
    const each = numberOf(value, what)
    return [each, each, each, each]
  }
  const [rows, columns] = listOf(value, what).map((each) => pairOf(each, what))
  if (value.length === 2) return [...rows!, ...columns!] as [number, number, number, number]
  throw refusal(`${what} is ${shown(value)}, and not the margins of height and width`)
}

/** A number of the config, or its default where the config has none. */
export const numberFrom = (config: Fields, key: string, fallback: number): number =>
  config[key] === undefined || config[key] === null ? fallback : numberOf(config[key], key)

/** The config of a thing that is written as `{class_name, config}`. */
export const innerConfig = (value: Fields): Fields => fieldsOf(value.config ?? {}, 'config')

/** A layer that this reader has no graph for: the normal form says so where its value is needed. */
export const unknown: Emit = ({ graph, name, className }, inputs) =>
  graph.node('unknown', name, inputs, { operation: className })
