import { ONE_PASS, type Row } from './row.ts'

/** An example chosen, until its value is measured in the page. */
export const rows: Row[] = ['conv3/44', 'conv4/39', 'conv5/113'].map((unit) => ({
  name: `example measured, ${unit}`,
  address: `gallery/?examples.unit=${unit}#fig-examples`,
  budget: ONE_PASS,
  turn(figure, i) {
    const buttons = figure.querySelectorAll<HTMLElement>('[data-example]')
    const button = buttons[1 + (i % 8)]!
    button.click()
    return () => button.getAttribute('aria-pressed') === 'true' && figure.querySelector('[data-measured]') !== null
  },
}))
