import { formatDirection, parseDirection } from '../direction.ts'
import { partsOf, type NetworkLayer } from '../network.ts'
import type { Prop, PropOptions, Resolved, Surroundings } from './prop.ts'
import { parsedText } from './text.ts'
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
  const base = parsedText(options, {
    allowed: 'units of one layer with their weights',
    example: 'conv4/39 0.7 conv4/35 -0.3',
    parse: (text, at, before) => parse(text, options.layers(at, before)),
    examples: (at, before) => [
      '',
      ...options.layers(at, before).map(({ name, channels }) => `${name}/0 0.7 ${name}/${channels - 1} -3e-7`),
    ],
  })
  return {
    ...base,
    allowed(name, at, before, refused) {
      try {
        parse(String(refused ?? ''), options.layers(at, before))
      } catch (error) {
        if (error instanceof Error) return error.message
      }
      return base.allowed(name, at, before)
    },
  }
}

function unitOf(reference: string, layers: readonly NetworkLayer[]) {
  if (unitIn(layers, reference) === undefined)
    throw new Error(`units of ${ranges(layers, reference)}, as in conv4/39 0.7: there is no ${reference}`)
  return partsOf(reference)
}
