import { convolutions } from '../../../src/vocabulary/network.ts'
import { surroundings } from '../../figures/surroundings.ts'
import { ONE_PASS, type Row } from './row.ts'

const layers = convolutions(surroundings().network).map(({ name }) => name)
const cuts = [
  ...layers.map((name) => ({ name: `a unit of ${name} scaled`, edits: `${name}/3*0.5` })),
  { name: 'a connection of conv7 scaled', edits: 'conv6/3>conv7/235*0.5' },
]

/** The factor of a cut, and what the network then takes the picture for. */
export const rows: Row[] = cuts.map(({ name, edits }) => ({
  name,
  address: `gallery/?cut.edits=${encodeURIComponent(edits)}#fig-cut`,
  budget: ONE_PASS,
  turn(figure, i) {
    const wanted = (0.05 * ((7 * i + 1) % 40)).toFixed(2)
    const slider = figure.querySelector<HTMLInputElement>('[id="fig-cut_factor-0"]')!
    slider.value = wanted
    slider.dispatchEvent(new Event('input', { bubbles: true }))
    const root = figure.querySelector<HTMLElement>('.surgery')!
    return () => (JSON.parse(root.dataset.shows!) as { edits: string }).edits.endsWith(`*${Number(wanted)}`)
  },
}))
