import { outlineOf } from '../../../src/model/outline.ts'
import { spatialLayers } from '../../../src/vocabulary/network.ts'
import { lumenTable } from '../../model/lumen.ts'
import { ONE_PASS, type Row } from './row.ts'

/** A stroke of the brush, pixel by pixel, with each layer's maps shown. */
export const rows: Row[] = spatialLayers(outlineOf(lumenTable())).map(({ name }) => ({
  name: `stroke of the brush, ${name}`,
  address: `gallery/?maps.layer=${name}#fig-maps`,
  budget: ONE_PASS,
  prepare: (figure) => figure.querySelector<HTMLElement>('#fig-maps_tab-draw')!.click(),
  turn(figure, i) {
    const widget = figure.querySelector<HTMLElement>('.activations')!
    const pad = figure.querySelector<HTMLElement>('[aria-label="Drawing area"]')!
    const before = widget.dataset.drawn
    // The space bar sets the brush down; each arrow then draws.
    const key = i === 0 ? ' ' : ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp'][(i >> 3) % 4]!
    pad.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
    return () => widget.dataset.drawn !== before
  },
}))
