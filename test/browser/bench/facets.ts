import { ONE_PASS, type Row } from './row.ts'

/** A stimulus chosen, until its value is measured in the page. */
export const rows: Row[] = [
  {
    name: 'stimulus measured, conv4/9',
    address: 'gallery/#fig-facets',
    budget: ONE_PASS,
    turn(figure, i) {
      const buttons = figure.querySelectorAll<HTMLElement>('[data-example]')
      const button = buttons[i % 8]!
      button.click()
      return () => button.getAttribute('aria-pressed') === 'true' && figure.querySelector('[data-measured]') !== null
    },
  },
]
