/** The figure in words. */
import { FILLING_WORDS } from '../../vocabulary/filling.ts'
import { classNamed } from '../../vocabulary/className.ts'
import type { Surroundings } from '../../vocabulary/props/prop.ts'
import { formatNumber } from '../../widgets/number.ts'
import { ordersOf, type Asked, type Ordered, type View, type Way } from './view.ts'

/** An order by whose it is. */
export const orderNamed = (name: string, { vocabulary }: Surroundings): string =>
  name === 'own' ? 'Yours' : (vocabulary.tokenMethods[name]?.title ?? name)

/** An area as it is shown, 0 to 100. */
export const areaText = (area: number): string => formatNumber(100 * area, 0)

/** Why a map orders nothing. */
export const emptiness = (name: string, { empty, older }: Ordered, index: number, at: Surroundings): string =>
  empty && !older
    ? `empty, so its order is no more than that of the rows: ${(at.vocabulary.tokenMethods[name]?.empty ?? '').replaceAll('{class}', classNamed(index, at))}`
    : ''

/** Orders from the best to the worst, by area; those that are of what was asked before, and empty ones, left out. */
function ranked(view: View, way: Way): { name: string; area: number }[] {
  return ordersOf(view)
    .flatMap(([name, ordered]) => {
      const area = ordered.older || ordered.empty ? undefined : ordered[way]?.area
      return area === undefined ? [] : [{ name, area }]
    })
    .sort((a, b) => (way === 'most' ? a.area - b.area : b.area - a.area))
}

/** Which order makes the class fall soonest, and how the reader's own compares. */
export function verdict(view: View, { index, filling }: Asked, at: Surroundings): string {
  const order = ranked(view, 'most')
  const [best] = order
  if (!best) return ''
  const last = order.at(-1)!
  const said = `With ${FILLING_WORDS[filling]} in place of patches, ${classNamed(index, at)} falls soonest by ${called(best.name, at)} (area ${areaText(best.area)})`
  const rest = last === best ? '' : `, latest by ${called(last.name, at)} (${areaText(last.area)})`
  const own = order.findIndex(({ name }) => name === 'own')
  const beaten = own < 0 ? '' : ` Yours comes ${own + 1} of ${order.length}.`
  return `${said}${rest}.${beaten}`
}

const called = (name: string, at: Surroundings) => (name === 'own' ? 'your order' : orderNamed(name, at))

export function describe(view: View, asked: Asked, at: Surroundings): string {
  const kept = ranked(view, 'least')
  const [best] = kept
  const other = best
    ? ` Removed from the least relevant on, it lasts longest by ${called(best.name, at)} (area ${areaText(best.area)}).`
    : ''
  const empty = ordersOf(view)
    .map(([name, ordered]) => [orderNamed(name, at), emptiness(name, ordered, asked.index, at)])
    .filter(([, said]) => said)
    .map(([name, said]) => ` ${name}: ${said}.`)
  return `${verdict(view, asked, at)}${other}${empty.join('')}`
}
