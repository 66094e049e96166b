/** Numbers and words in columns, as a figure gives them away. */
export interface DataTable {
  columns: string[]
  rows: (string | number)[][]
}

/**
 * RFC 4180: CRLF between lines; a cell with a comma, a quote or a line break stands in quotes. A text that a
 * spreadsheet would compute (https://owasp.org/www-community/attacks/CSV_Injection) begins with an apostrophe,
 * which it takes for the mark of a text; numbers stay as they are.
 */
export const csv = ({ columns, rows }: DataTable): string =>
  [columns, ...rows].map((row) => row.map(cell).join(',') + '\r\n').join('')

/** A number as text, with a sign: no spreadsheet runs it. */
const NUMERAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

function cell(value: string | number): string {
  const plain = String(value)
  const computed = typeof value === 'string' && /^[=+\-@\t\r\n＝＋－＠]/.test(plain) && !NUMERAL.test(plain)
  const text = computed ? `'${plain}` : plain
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
