import { FIRST_PICTURE, ONE_PASS, type Row } from './row.ts'

export const rows: Row[] = [
  {
    name: 'turned head',
    address: 'gallery/#fig-union',
    budget: ONE_PASS,
    turn(figure, i) {
      const before = figure.querySelector('[data-unit] [data-value]')!.textContent
      const slider = figure.querySelector<HTMLInputElement>('#fig-union-pose')!
      slider.value = String(-1 + 0.1 * (i % 20))
      slider.dispatchEvent(new Event('input', { bubbles: true }))
      return () => figure.querySelector('[data-unit] [data-value]')!.textContent !== before
    },
  },
  {
    name: 'first curves of another head',
    address: 'gallery/#fig-union',
    budget: FIRST_PICTURE,
    turn(figure, i) {
      const before = figure.querySelector('path.curve')!.getAttribute('d')
      const slider = figure.querySelector<HTMLInputElement>('#fig-union-size')!
      slider.value = String(12 + (i % 12))
      slider.dispatchEvent(new Event('input', { bubbles: true }))
      return () => figure.querySelector('path.curve')!.getAttribute('d') !== before
    },
  },
]
