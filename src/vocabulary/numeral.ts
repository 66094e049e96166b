/** A number as it is written in a prop or an address: `-0.3`, `.5`, `2e-7`. */
export const NUMERAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i
