import { outlineOf } from '../../../src/model/outline.ts'
import { weighedLayers } from '../../../src/vocabulary/network.ts'
import { lumenTable } from '../../model/lumen.ts'
import { FIRST_PICTURE, type Row } from './row.ts'

const layers = weighedLayers(outlineOf(lumenTable()))
  .map(({ name, weights }) => ({ name, upstream: weights.upstream }))
  .filter(({ upstream }) => upstream.length > 1)

/** Another lower unit, while the mean gradient of the one before is still being computed. */
export const rows: Row[] = layers.flatMap(({ name, upstream }) => {
  const farthest = upstream.at(-2)!
  return [upstream[0]!, farthest]
    .filter((each, i, all) => all.indexOf(each) === i)
    .map((from) => ({
      name: `weights of ${name} on ${from}`,
      address: `gallery/?expanded.to=${name}/3&expanded.from=${from}/1&expanded.weights=expanded#fig-expanded`,
      budget: FIRST_PICTURE,
      turns: 30,
      turn(figure: HTMLElement, i: number) {
        const widget = figure.querySelector<HTMLElement>('.kernel')!
        const before = widget.dataset.shows
        const field = figure.querySelector<HTMLInputElement>('#fig-expanded_from_unit')!
        field.value = String(2 + (i % 20))
        field.dispatchEvent(new Event('input', { bubbles: true }))
        return () => widget.dataset.shows !== before
      },
    }))
})
