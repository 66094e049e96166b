import { outlineOf } from '../../../src/model/outline.ts'
import { weighedLayers } from '../../../src/vocabulary/network.ts'
import { lumenTable } from '../../model/lumen.ts'
import { FIRST_PICTURE, ONE_PASS, type Row } from './row.ts'

const layers = weighedLayers(outlineOf(lumenTable())).filter(({ weights }) => weights.upstream.length > 1)

const circuits = (lit: boolean): Row[] =>
  layers.map(({ name }) => ({
    name: `${lit ? 'circuit on a picture' : 'circuit'}, ${name}`,
    address: `gallery/?circuit.unit=${name}/3${lit ? '&circuit.image=teapot-1' : ''}#fig-circuit`,
    // On a picture each unit takes a pass backward of its own: up to thirteen.
    budget: lit ? FIRST_PICTURE : ONE_PASS,
    turn(figure, i) {
      const widget = figure.querySelector<HTMLElement>('.circuit')!
      const before = widget.dataset.shows
      const choice = figure.querySelector<HTMLSelectElement>('#fig-circuit_top')!
      choice.value = String(1 + (i % 3))
      choice.dispatchEvent(new Event('change', { bubbles: true }))
      return () => widget.dataset.shows !== before
    },
  }))

/** Edges a unit, one to three, of three layers before it. */
export const rows: Row[] = [...circuits(false), ...circuits(true)]
