import { ONE_PASS, type Row } from './row.ts'

/** Kernels are read, not computed. */
export const rows: Row[] = [
  {
    name: 'layer of the kernels',
    address: 'gallery/#fig-deeper',
    budget: ONE_PASS,
    turn(figure, i) {
      const select = figure.querySelector<HTMLSelectElement>('#fig-deeper_layer')!
      const layer = select.options[i % select.options.length]!.value
      select.value = layer
      select.dispatchEvent(new Event('change', { bubbles: true }))
      const widget = figure.querySelector<HTMLElement>('.filters')!
      return () => (JSON.parse(widget.dataset.shows!) as { layer: string }).layer === layer
    },
  },
]
