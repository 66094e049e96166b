import { format } from 'd3-format'

/**
 * A number as an article prints it: by a d3-format specifier, with a no-break space before the per cent sign.
 * @throws Error where the specifier is none
 */
export const formatValue = (specifier: string): ((value: number) => string) => {
  const write = format(specifier)
  return (value) => write(value).replace(/%$/, '\u00a0%')
}
