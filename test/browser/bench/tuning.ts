import { convolutions } from '../../../src/figures/convolutions.ts'
import { lumenTable } from '../../model/lumen.ts'
import { FIRST_PICTURE, type Row } from './row.ts'

/** The curvature of the stimuli, changed before the curve of the one before is refined. */
export const rows: Row[] = convolutions(lumenTable()).map(({ name }) => ({
  name: `first curve, ${name}`,
  address: `gallery/?tuning.units=${name}/3#fig-tuning`,
  budget: FIRST_PICTURE,
  turn(figure, i) {
    const wanted = Number((0.01 + 0.01 * (i % 9)).toFixed(2))
    const slider = figure.querySelector<HTMLInputElement>('#fig-tuning-curvature')!
    slider.value = String(wanted)
    slider.dispatchEvent(new Event('input', { bubbles: true }))
    const widget = figure.querySelector<HTMLElement>('.tuning')!
    return () =>
      (JSON.parse(widget.dataset.responsesTo!) as { curvature: number }).curvature === wanted
  },
}))
