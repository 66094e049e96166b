import { FIRST_PICTURE, type Row } from './row.ts'

/** Another class: the maps that need no propagation come first. */
export const rows: Row[] = [
  {
    name: 'class, five methods for two classes',
    address: 'gallery/#fig-two',
    budget: FIRST_PICTURE,
    turn(figure, i) {
      const widget = figure.querySelector<HTMLElement>('.relevance')!
      const select = figure.querySelector<HTMLSelectElement>('[id$="_index"]')!
      const before = widget.dataset.shows
      select.value = select.options[(7 * i + 3) % select.options.length]!.value
      select.dispatchEvent(new Event('change', { bubbles: true }))
      return () => widget.dataset.shows !== before
    },
  },
]
