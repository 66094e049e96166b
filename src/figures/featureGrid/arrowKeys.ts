/** Arrow keys move among the pictures of every grid of the page. */
import { walkGrid } from '../../widgets/walkGrid.ts'

for (const grid of document.querySelectorAll<HTMLElement>('[data-feature-grid]'))
  grid.addEventListener('keydown', (event) => {
    walkGrid(event, grid, [...grid.querySelectorAll<HTMLElement>('.feature')])
  })
