import { outlineOf } from '../../../src/model/outline.ts'
import { convolutions } from '../../../src/vocabulary/network.ts'
import { lumenTable } from '../../model/lumen.ts'
import { ONE_PASS, type Row } from './row.ts'

/** The angle of the curve, with each layer's parts shown. */
export const rows: Row[] = convolutions(outlineOf(lumenTable())).map(({ name, centre }) => ({
  name: `angle of the stimulus, ${name}`,
  address: `cnn-circuits/?anatomy.unit=${name}/3@${centre}#fig-anatomy`,
  budget: ONE_PASS,
  turns: 100,
  turn(figure, i) {
    const slider = figure.querySelector<HTMLInputElement>('#fig-anatomy_angle')!
    const angle = (7 * i + 1) % 360
    slider.value = String(angle)
    slider.dispatchEvent(new Event('input', { bubbles: true }))
    const widget = figure.querySelector<HTMLElement>('.anatomy')!
    return () => (JSON.parse(widget.dataset.shows!) as { angle: number }).angle === angle
  },
}))
