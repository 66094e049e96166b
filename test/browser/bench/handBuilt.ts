import { FIRST_PICTURE, ONE_PASS, type Row } from './row.ts'

export const rows: Row[] = [
  {
    name: 'recipe turned, 384 curves',
    address: 'gallery/#fig-built',
    budget: FIRST_PICTURE,
    turn(figure, i) {
      const wanted = (80 + 7 * (i + 1)) % 360
      const slider = figure.querySelector<HTMLInputElement>('#fig-built_angle')!
      slider.value = String(wanted)
      slider.dispatchEvent(new Event('input', { bubbles: true }))
      const root = figure.querySelector<HTMLElement>('.built')!
      return () => (JSON.parse(root.dataset.shows!) as { angle: number }).angle === wanted
    },
  },
  {
    name: 'cell painted, 384 curves',
    address: 'gallery/#fig-built',
    budget: ONE_PASS,
    turn(figure, i) {
      const root = figure.querySelector<HTMLElement>('.built')!
      const before = root.dataset.shows
      const map = figure.querySelector<SVGElement>(`#fig-built_paint_${i % 8}`)!
      const key = i % 16 < 8 ? '+' : '-'
      map.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
      return () => root.dataset.shows !== before
    },
  },
]
