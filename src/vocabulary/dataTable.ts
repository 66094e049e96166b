/** Numbers and words in columns, as a figure gives them away. */
export interface DataTable {
  columns: string[]
  rows: (string | number)[][]
}

/** RFC 4180: CRLF between lines; a cell with a comma, a quote or a line break stands in quotes. */
export const csv = ({ columns, rows }: DataTable): string =>
  [columns, ...rows].map((row) => row.map(cell).join(',') + '\r\n').join('')

function cell(value: string | number): string {
  const text = String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
