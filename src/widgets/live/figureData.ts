/** What a live figure gives the menu below it, in place of the data of its first frame. */
import type { DataTable } from '../../vocabulary/dataTable.ts'

/** The menu sends it to the figure's element; a live figure answers by setting `table`. */
export const FIGURE_DATA = 'figure-data'
export type FigureDataEvent = CustomEvent<{ table?: DataTable }>

/**
 * Answers the menu of the figure with the table of what it shows now.
 * @returns what stops it
 */
export function offerData(id: string, table: () => DataTable | undefined): () => void {
  const figure = document.getElementById(id)
  const answer = (event: Event) => {
    const given = table()
    if (given) (event as FigureDataEvent).detail.table = given
  }
  figure?.addEventListener(FIGURE_DATA, answer)
  return () => figure?.removeEventListener(FIGURE_DATA, answer)
}
