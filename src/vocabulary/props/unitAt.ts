import { layerOf } from '../network.ts'
import { parseUnit } from '../unit.ts'
import type { PropOptions } from './prop.ts'
import { unit, type UnitOptions } from './unit.ts'

/** One unit at one position, as in `conv4/39@8,8`; the centre where none is named. */
export function unitAt<const R extends boolean = false>(
  options: PropOptions<string, R> & Pick<UnitOptions, 'layers'>,
): ReturnType<typeof unit<R>> {
  const base = unit<R>({ ...options, position: true })
  return {
    ...base,
    accept(value, at, before) {
      const reference = base.accept(value, at, before)
      if (reference === undefined) return undefined
      const { layer, at: position } = parseUnit(reference, at.network)
      return position ? reference : `${reference}@${layerOf(at.network, layer)?.centre.join(',')}`
    },
    examples: (at, before) =>
      base
        .layers(at, before)
        .flatMap(({ name, centre, channels }) => [`${name}/0@0,0`, `${name}/${channels - 1}@${centre.join(',')}`]),
  }
}
