/** Arrow keys move among the pictures of a grid; Home and End go to the first and the last. */
const WAYS: Record<string, (columns: number) => number> = {
  ArrowLeft: () => -1,
  ArrowRight: () => 1,
  ArrowUp: (columns) => -columns,
  ArrowDown: (columns) => columns,
  Home: () => -Infinity,
  End: () => Infinity,
}

for (const grid of document.querySelectorAll<HTMLElement>('[data-feature-grid]'))
  grid.addEventListener('keydown', (event) => {
    const way = WAYS[event.key]
    const tiles = [...grid.querySelectorAll<HTMLElement>('.feature')]
    const at = tiles.findIndex((tile) => tile === event.target)
    if (!way || at < 0) return
    event.preventDefault()
    const columns = getComputedStyle(grid).gridTemplateColumns.split(' ').length
    const next = at + way(columns)
    tiles[Math.max(0, Math.min(tiles.length - 1, next))]?.focus()
  })
