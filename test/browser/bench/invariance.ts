import { FIRST_PICTURE, ONE_PASS, type Row } from './row.ts'

export const rows: Row[] = [
  {
    name: 'turned head',
    address: 'gallery/#fig-union',
    budget: ONE_PASS,
    turn(figure, i) {
      // A value alone may stay: responses at two poses can agree to the digits that are shown.
      const widget = figure.querySelector<HTMLElement>('.invariance')!
      const before = widget.dataset.shows
      const slider = figure.querySelector<HTMLInputElement>('#fig-union_pose')!
      slider.value = String(-1 + 0.1 * (i % 20))
      slider.dispatchEvent(new Event('input', { bubbles: true }))
      return () => widget.dataset.shows !== before
    },
  },
  {
    name: 'first curves of another head',
    address: 'gallery/#fig-union',
    budget: FIRST_PICTURE,
    turn(figure, i) {
      const before = figure.querySelector('path.curve')!.getAttribute('d')
      const slider = figure.querySelector<HTMLInputElement>('#fig-union_size')!
      slider.value = String(12 + (i % 12))
      slider.dispatchEvent(new Event('input', { bubbles: true }))
      return () => figure.querySelector('path.curve')!.getAttribute('d') !== before
    },
  },
]
