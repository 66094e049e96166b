import { FIRST_PICTURE, type Row } from './row.ts'

/** The first attempt, which then refines. */
export const rows: Row[] = [
  {
    name: 'another unit, two factors',
    address: 'gallery/#fig-factors',
    budget: FIRST_PICTURE,
    turn(figure, i) {
      const wanted = (7 * i + 3) % 64
      const slider = figure.querySelector<HTMLInputElement>('#fig-factors_unit')!
      slider.value = String(wanted)
      slider.dispatchEvent(new Event('input', { bubbles: true }))
      const root = figure.querySelector<HTMLElement>('.factors')!
      return () => (JSON.parse(root.dataset.shows!) as { unit: number }).unit === wanted
    },
  },
  {
    name: 'another number of factors',
    address: 'gallery/#fig-factors',
    budget: FIRST_PICTURE,
    turn(figure, i) {
      const wanted = 1 + ((i + 2) % 4)
      const slider = figure.querySelector<HTMLInputElement>('#fig-factors_factors')!
      slider.value = String(wanted)
      slider.dispatchEvent(new Event('input', { bubbles: true }))
      const root = figure.querySelector<HTMLElement>('.factors')!
      return () => (JSON.parse(root.dataset.shows!) as { factors: number }).factors === wanted
    },
  },
]
