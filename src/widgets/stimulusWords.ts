/** Parameters and their values in words; a family's words are its own, in the vocabulary. */
import type { Parameter } from '../vocabulary/parameter.ts'
import { formatNumber } from './number.ts'

/** `frequencyEdge` → `frequency edge`. */
export const words = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

const NAMES: Record<string, string> = { x: 'right', y: 'down' }
export const label = (name: string): string => NAMES[name] ?? words(name)

export function inUnits(value: number, { unit, step, whole }: Parameter): string {
  if (unit === 'degrees') return `${formatNumber(value, Number.isInteger(value) ? 0 : 1)}°`
  if (unit === 'pixels') return `${formatNumber(value, Number.isInteger(value) ? 0 : 1)} px`
  if (unit === '1/pixels') return value ? `1/${formatNumber(1 / value, 1)} px` : 'straight'
  return formatNumber(value, whole ? 0 : step < 0.1 ? 2 : 1)
}
