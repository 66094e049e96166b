import { FIRST_PICTURE, ONE_PASS, type Row } from './row.ts'

/**
 * Another filling, of curves that are there; and another patch painted,
 * whose picture comes before its two curves of eleven pictures each.
 */
export const rows: Row[] = [
  {
    name: 'filling, made ahead of time',
    address: 'gallery/#fig-remove',
    budget: ONE_PASS,
    turn(figure, i) {
      const select = figure.querySelector<HTMLSelectElement>('#fig-remove_filling')!
      const verdict = figure.querySelector('[data-verdict]')!
      const before = verdict.textContent
      select.value = select.options[(i + 1) % select.options.length]!.value
      select.dispatchEvent(new Event('change', { bubbles: true }))
      return () => verdict.textContent !== before
    },
  },
  {
    name: 'patch painted, what goes with it',
    address: 'gallery/?remove.mask=0#fig-remove',
    budget: FIRST_PICTURE,
    turn(figure, i) {
      const path = figure.querySelector('[data-order=own] clipPath path')!
      const before = path.getAttribute('d')
      const pad = figure.querySelector<HTMLElement>('.paper')!
      const ways = ['ArrowRight', 'ArrowDown', 'ArrowRight', 'ArrowUp']
      for (const key of [ways[i % 4]!, 'Enter']) pad.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
      return () => path.getAttribute('d') !== before
    },
  },
]
