import { ONE_PASS, type Row } from './row.ts'

/** A turn of the picture is read from what is there; another family is computed. */
export const rows: Row[] = [
  {
    name: 'picture turned',
    address: 'gallery/#fig-turning',
    budget: ONE_PASS,
    turn(figure, i) {
      const wanted = 5 * ((i + 1) % 72)
      const slider = figure.querySelector<HTMLInputElement>('#fig-turning_move')!
      slider.value = String(wanted)
      slider.dispatchEvent(new Event('input', { bubbles: true }))
      const root = figure.querySelector<HTMLElement>('.equivariance')!
      return () => (JSON.parse(root.dataset.shows!) as { move: number }).move === wanted
    },
  },
]
