import { convolutions } from '../../../src/vocabulary/network.ts'
import { surroundings } from '../../figures/surroundings.ts'
import { FIRST_PICTURE, type Row } from './row.ts'

const layers = convolutions(surroundings().network).map(({ name }) => name)

/** The curvature of the stimuli, changed before the curve of the one before is refined. */
const curves = layers.map((name): Row => ({
  name: `first curve, ${name}`,
  address: `gallery/?tuning.units=${name}/3#fig-tuning`,
  budget: FIRST_PICTURE,
  turn(figure, i) {
    const wanted = Number((0.01 + 0.01 * (i % 9)).toFixed(2))
    const slider = figure.querySelector<HTMLInputElement>('#fig-tuning_curvature')!
    slider.value = String(wanted)
    slider.dispatchEvent(new Event('input', { bubbles: true }))
    const widget = figure.querySelector<HTMLElement>('.tuning')!
    return () => (JSON.parse(widget.dataset.shows!) as { curvature: number }).curvature === wanted
  },
  stimuli: (figure) => 720 * Number(figure.querySelector<HTMLElement>('.tuning')!.dataset.done),
}))

/** Their width, changed before the map of curvature against direction is. */
const maps = layers.map((name): Row => ({
  name: `first map, ${name}`,
  address: `gallery/?tuning.units=${name}/3&tuning.by=curvature#fig-tuning`,
  budget: FIRST_PICTURE,
  turn(figure, i) {
    const wanted = 1 + (i % 7)
    const slider = figure.querySelector<HTMLInputElement>('#fig-tuning_width')!
    slider.value = String(wanted)
    slider.dispatchEvent(new Event('input', { bubbles: true }))
    const widget = figure.querySelector<HTMLElement>('.tuning')!
    return () => (JSON.parse(widget.dataset.shows!) as { width: number }).width === wanted
  },
  stimuli: (figure) => 72 * 17 * Number(figure.querySelector<HTMLElement>('.tuning')!.dataset.done),
}))

export const rows: Row[] = [...curves, ...maps]
