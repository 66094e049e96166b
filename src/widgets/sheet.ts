/** One picture of many: tiles row by row in the file at `src`. */
export interface Sheet {
  src: string
  /** Pixels of one tile. */
  width: number
  height: number
  columns: number
  rows: number
}
