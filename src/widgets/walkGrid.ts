import { cellAt } from './arrows.ts'

const WAYS: Readonly<Record<string, (columns: number) => number>> = {
  ArrowLeft: () => -1,
  ArrowRight: () => 1,
  ArrowUp: (columns) => -columns,
  ArrowDown: (columns) => columns,
  Home: () => -Infinity,
  End: () => Infinity,
}

/**
 * Arrow keys move the focus among what lies in a CSS grid, row by row; Home and End go to the first and the last.
 * @returns the index of the item that has the focus now; undefined where the key is none of these
 */
export function walkGrid(event: KeyboardEvent, grid: Element, items: readonly HTMLElement[]): number | undefined {
  const way = WAYS[event.key]
  const at = items.findIndex((item) => item === event.target)
  if (!way || at < 0) return undefined
  event.preventDefault()
  const columns = getComputedStyle(grid).gridTemplateColumns.split(' ').length
  const next = cellAt(at + way(columns), items.length)
  items[next]?.focus()
  return next
}
