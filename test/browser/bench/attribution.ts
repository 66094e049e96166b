import { FIRST_PICTURE, type Row } from './row.ts'

/** Another class, asked for while the maps of the one before are still being refined. */
const row = (name: string, address: string): Row => ({
  name,
  address,
  budget: FIRST_PICTURE,
  turn(figure, i) {
    const widget = figure.querySelector<HTMLElement>('.attribution')!
    const select = figure.querySelector<HTMLSelectElement>('[id$="_index"]')!
    const before = widget.dataset.shows
    select.value = select.options[(7 * i + 3) % select.options.length]!.value
    select.dispatchEvent(new Event('change', { bubbles: true }))
    return () => widget.dataset.shows !== before
  },
})

export const rows: Row[] = [
  row('class, one picture', 'gallery/#fig-why'),
  row('class, two side by side', 'gallery/?why.grid=2#fig-why'),
  row('class, four in a square', 'gallery/?why.grid=4#fig-why'),
]
