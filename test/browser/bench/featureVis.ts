import { convolutions } from '../../../src/vocabulary/network.ts'
import { surroundings } from '../../figures/surroundings.ts'
import { FIRST_PICTURE, type Row } from './row.ts'

/** The rate, changed while the ascent runs: it begins anew. */
export const rows: Row[] = convolutions(surroundings().network).map(({ name }) => ({
  name: `first step of the ascent, ${name}`,
  address: `gallery/?run.unit=${name}/3&run.steps=512#fig-run`,
  budget: FIRST_PICTURE,
  prepare: (figure) => figure.querySelector<HTMLElement>('.buttons .main')!.click(),
  turn(figure, i) {
    const widget = figure.querySelector<HTMLElement>('.vis')!
    const slider = figure.querySelector<HTMLInputElement>('#fig-run_rate')!
    const before = widget.dataset.run
    slider.value = String(0.5 + 0.25 * (i % 5))
    slider.dispatchEvent(new Event('input', { bubbles: true }))
    return () => widget.dataset.run !== before && Number(widget.dataset.step) >= 1
  },
}))
