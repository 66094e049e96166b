/** The arrow keys as steps among rows and columns: `[down, right]`. */
export const ARROWS: Readonly<Record<string, readonly [dy: number, dx: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

/** The cell, of `count` in a row, that a place lies in; the nearest where it lies in none. */
export const cellAt = (place: number, count: number): number => Math.max(0, Math.min(count - 1, Math.floor(place)))
