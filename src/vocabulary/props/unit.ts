import { byLikeness } from '../nearest.ts'
import type { NetworkLayer } from '../network.ts'
import type { Prop, PropOptions, Resolved, Surroundings } from './prop.ts'
import { parsedText } from './text.ts'

export interface UnitOptions {
  /** Layers whose units are allowed; all when absent. */
  layers?: (at: Surroundings, before: Resolved) => readonly NetworkLayer[]
  /** Whether one position may be named, as in `conv4/17@8,8`. */
  position?: boolean
  /** References that are no units, as `input` for the image. */
  also?: readonly string[]
}

const UNIT = /^([A-Za-z][\w-]*(?:\.[\w-]+)*)\/(0|[1-9]\d*)(?:@(0|[1-9]\d*),(0|[1-9]\d*))?$/

/** A unit's reference as it is kept; undefined where there is no such unit among `layers`. */
export function unitIn(layers: readonly NetworkLayer[], text: string, position = false): string | undefined {
  const [, name, channel, y, x] = UNIT.exec(text) ?? []
  const layer = layers.find((each) => each.name === name)
  if (!layer || !(Number(channel) < layer.channels)) return undefined
  if (y === undefined || x === undefined) return text
  return position && Number(y) < layer.height && Number(x) < layer.width ? text : undefined
}

const allLayers = ({ network }: Surroundings) => network.layers

/** As many layers as a message lists; of more, those that are named most alike what was written. */
const MOST_LISTED = 12
const NEAREST = 3

/** The words for layers: all, or of many those nearest to what was refused, with the first and the last. */
function listed(layers: readonly NetworkLayer[], refused: unknown, words: (layer: NetworkLayer) => string): string {
  const [first, last] = [layers[0], layers.at(-1)]
  if (!first || !last || layers.length <= MOST_LISTED) return layers.map(words).join(', ')
  const written = [...String(refused ?? '').matchAll(/[A-Za-z][\w.-]*(?=\/|$)/g)].map(([name]) => name)
  const names = layers.map(({ name }) => name)
  const meant = written.find((name) => !names.includes(name)) ?? written[0]
  const near = layers.filter(({ name }) => name === meant)
  if (near.length === 0 && meant)
    near.push(
      ...byLikeness(meant, names)
        .slice(0, NEAREST)
        .flatMap((name) => layers.filter((each) => each.name === name)),
    )
  const all = `${layers.length} layers from ${first.name} to ${last.name}`
  return near.length > 0 ? `${near.map(words).join(', ')}, or of another of the ${all}` : `one of the ${all}`
}

/**
 * The units of layers, as in `conv4/0…63`; of many layers those nearest to what was written.
 * @param refused what was written in vain
 */
export const ranges = (layers: readonly NetworkLayer[], refused?: unknown): string =>
  listed(layers, refused, ({ name, channels }) => `${name}/0…${channels - 1}`)

/** One unit, as in `conv4/39`. */
export function unit<const R extends boolean = false>(
  options: PropOptions<string, R> & UnitOptions,
): Prop<string, R> & {
  layers: (at: Surroundings, before: Resolved) => readonly NetworkLayer[]
} {
  const { layers = allLayers, position = false, also = [] } = options
  const base = parsedText(options, {
    allowed: (at, before, refused) =>
      `a unit of ${[...also, ranges(layers(at, before), refused)].filter((each) => each).join(', ')}`,
    example: 'conv4/39',
    parse: (text, at, before) => (also.includes(text) ? text : unitIn(layers(at, before), text, position)),
    examples: (at, before) => [
      ...also,
      ...layers(at, before).flatMap(({ name, channels }) => [`${name}/0`, `${name}/${channels - 1}`]),
    ],
  })
  return { ...base, layers }
}

/** Several units, separated by spaces or commas. */
export function units<const R extends boolean = false>(
  options: PropOptions<string, R> & UnitOptions & { most?: number },
): Prop<string, R> {
  const { layers = allLayers, position = false, most = Infinity } = options
  return parsedText(options, {
    allowed: (at, before, refused) =>
      `${most === Infinity ? 'units' : `up to ${most} units`} of ${ranges(layers(at, before), refused)}, separated by spaces`,
    example: 'conv4/39 conv4/3',
    parse(text, at, before) {
      const named = listOf(text)
      const found = named.map((each) => unitIn(layers(at, before), each, position))
      return named.length > 0 && named.length <= most && !found.includes(undefined) ? named.join(' ') : undefined
    },
    examples: (at, before) => layers(at, before).map(({ name }) => `${name}/0`),
  })
}

/** The references of a text: separated by blanks, or commas and blanks. */
export const listOf = (text: string): string[] => text.split(/,?\s+/).filter((each) => each !== '')

/** The names of a text, one blank between them; undefined where one is no member, stands twice, or there is none. */
export function namesAmong(members: object, text: string): string | undefined {
  const names = listOf(text)
  const known = names.every((name) => Object.hasOwn(members, name))
  return known && names.length > 0 && new Set(names).size === names.length ? names.join(' ') : undefined
}

/** The name of a layer among `layers`. */
export const layer = <const R extends boolean = false>(
  options: PropOptions<string, R> & { layers: (at: Surroundings, before: Resolved) => readonly NetworkLayer[] },
) => {
  const base = parsedText(options, {
    allowed: (at, before, refused) =>
      `one of the layers ${listed(options.layers(at, before), refused, ({ name }) => name)}`,
    example: 'conv4',
    parse: (text, at, before) => options.layers(at, before).find(({ name }) => name === text)?.name,
    examples: (at, before) => options.layers(at, before).map(({ name }) => name),
  })
  return { ...base, layers: options.layers }
}
