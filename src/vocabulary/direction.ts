/** Directions in a layer's activations as authors write them: units with their weights, `conv4/39 0.7 conv4/35 -0.3`. */
import type { Unit } from './unit.ts'

export interface DirectionPart {
  /** As in `conv4/39`. */
  unit: string
  weight: number
}

const EXAMPLE = 'conv4/39 0.7 conv4/35 -0.3'
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)$/

/**
 * @param unitOf reads and checks a reference, as `parseUnit` does
 * @throws Error with the offending word and what was allowed
 */
export function parseDirection(text: string, unitOf: (reference: string) => Unit): DirectionPart[] {
  const words = text
    .replaceAll('−', '-')
    .split(/[\s,]+/)
    .filter((word) => word)
  const parts: DirectionPart[] = []
  let layer: string | undefined
  for (let i = 0; i < words.length; i += 2) {
    const [reference, number] = [words[i]!, words[i + 1]]
    const { layer: own, channel } = unitOf(reference)
    if (number === undefined || !NUMBER.test(number))
      throw new Error(
        `invalid direction: ${reference} has ${number === undefined ? 'no weight' : `the weight ${number}`} (write each unit with its weight, as in ${EXAMPLE})`,
      )
    layer ??= own
    if (own !== layer)
      throw new Error(`direction in two layers: ${layer} and ${own} (all its units must be of one layer)`)
    const unit = `${own}/${channel}`
    if (parts.some((part) => part.unit === unit))
      throw new Error(`unit twice in a direction: ${unit} (write it once, with one weight)`)
    parts.push({ unit, weight: Number(number) })
  }
  if (!parts.some(({ weight }) => weight !== 0))
    throw new Error(`direction without a weight: ${text.trim() || 'nothing'} (write one as in ${EXAMPLE})`)
  return parts
}

/** As `parseDirection` reads it. */
export const formatDirection = (parts: readonly DirectionPart[]): string =>
  parts.map(({ unit, weight }) => `${unit} ${weight}`).join(' ')

/** One number per channel of the layer. */
export function directionVector(parts: readonly DirectionPart[], channels: number): number[] {
  const vector = new Array<number>(channels).fill(0)
  for (const { unit, weight } of parts) vector[Number(unit.split('/')[1])] = weight
  return vector
}
