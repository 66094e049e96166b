import { isUnit } from '../isUnit.ts'
import { picture } from './picture.ts'
import type { Prop, PropOptions } from './prop.ts'
import { unitIn } from './unit.ts'

/** A picture by its name, or the unit whose picture it is, as in `logits/24`. */
export function pictureOrUnit<const R extends boolean = false>(options: PropOptions<string, R>): Prop<string, R> {
  const base = picture(options)
  return {
    ...base,
    accept(value, at, before) {
      const name = base.accept(value, at, before)
      return name === undefined || !isUnit(name) ? name : unitIn(at.network.layers, name)
    },
    allowed: (name, at, before, refused) =>
      `${at.pictures ? '' : 'a unit, as in logits/24, or '}${base.allowed(name, at, before, refused)}`,
  }
}
