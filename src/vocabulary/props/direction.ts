import { formatDirection, parseDirection } from '../direction.ts'
import { partsOf, type NetworkLayer } from '../network.ts'
import { prop, type Prop, type PropOptions, type Resolved, type Surroundings } from './prop.ts'
import { ranges, unitIn } from './unit.ts'

interface DirectionOptions {
  /** Layers in whose activations it may lie. */
  layers: (at: Surroundings, before: Resolved) => readonly NetworkLayer[]
}

/** A direction in a layer's activations: units with their weights, as in `conv4/39 0.7 conv4/35 -0.3`; empty for none. */
export function direction<const R extends boolean = false>(
  options: PropOptions<string, R> & DirectionOptions,
): Prop<string, R> {
  const parse = (text: string, layers: readonly NetworkLayer[]) =>
    text.trim() === '' ? '' : formatDirection(parseDirection(text, (reference) => unitOf(reference, layers)))
  return prop<string, R>(options, {
    accept(value, at, before) {
      if (typeof value !== 'string') return undefined
      try {
        return parse(value, options.layers(at, before))
      } catch {
        return undefined
      }
    },
    allowed(name, at, before, refused) {
      try {
        parse(String(refused ?? ''), options.layers(at, before))
      } catch (error) {
        if (error instanceof Error) return error.message
      }
      return `units of one layer with their weights, as in ${name}="conv4/39 0.7 conv4/35 -0.3"`
    },
    read: (text) => text,
    format: (value) => value,
    examples: (at, before) => [
      '',
      ...options.layers(at, before).map(({ name, channels }) => `${name}/0 0.7 ${name}/${channels - 1} -3e-7`),
    ],
  })
}

function unitOf(reference: string, layers: readonly NetworkLayer[]) {
  if (unitIn(layers, reference) === undefined)
    throw new Error(`units of ${ranges(layers)}, as in conv4/39 0.7: there is no ${reference}`)
  return partsOf(reference)
}
