import { ONE_PASS, type Row } from './row.ts'

/** Another patch, of probabilities that are there; and another picture, of which they are computed. */
export const rows: Row[] = [
  {
    name: 'patch, 24 heads',
    address: 'gallery/#fig-heads',
    budget: ONE_PASS,
    turn(figure, i) {
      const name = figure.querySelector('.one .name')!
      const before = name.textContent
      const key = ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp'][i % 4]!
      figure.querySelector('.large')!.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
      return () => name.textContent !== before
    },
  },
  {
    name: 'stroke on the picture, 24 heads',
    address: 'gallery/#fig-heads',
    budget: ONE_PASS,
    prepare(figure) {
      const tabs = [...figure.querySelectorAll<HTMLElement>('[role=tab]')]
      tabs.find((tab) => tab.textContent.trim() === 'Draw')!.click()
    },
    turn(figure, i) {
      const widget = figure.querySelector<HTMLElement>('.attentionMaps')!
      const canvas = figure.querySelector<HTMLElement>('.imageInput canvas')!
      const before = widget.dataset.drawn
      for (const key of [['ArrowLeft', 'ArrowUp', 'ArrowRight', 'ArrowDown'][i % 4]!, 'Enter'])
        canvas.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, shiftKey: key !== 'Enter' }))
      return () => widget.dataset.drawn !== before
    },
  },
]
