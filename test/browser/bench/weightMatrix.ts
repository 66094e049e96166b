import { ONE_PASS, type Row } from './row.ts'

export const rows: Row[] = [
  {
    name: 'another family, conv4 from conv3',
    address: 'gallery/#fig-bands',
    budget: ONE_PASS,
    turn(figure, i) {
      const wanted = i % 2 ? 'curves conv4/39' : 'lines conv4/13'
      const select = figure.querySelector<HTMLSelectElement>('#fig-bands_upper')!
      select.value = wanted
      select.dispatchEvent(new Event('change', { bubbles: true }))
      const root = figure.querySelector<HTMLElement>('.weight-matrix')!
      const grid = figure.querySelector<HTMLElement>('[role="grid"]')!
      const rows = i % 2 ? '7' : '11'
      return () =>
        (JSON.parse(root.dataset.shows!) as { upper: string }).upper === wanted &&
        grid.getAttribute('aria-rowcount') === rows
    },
  },
]
