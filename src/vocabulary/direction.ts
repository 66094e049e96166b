/** Directions in a layer's activations as authors write them: units with their weights, `conv4/39 0.7 conv4/35 -0.3`. */
import { NUMERAL } from './numeral.ts'
import type { Unit } from './unit.ts'

export interface DirectionPart {
  /** As in `conv4/39`. */
  unit: string
  weight: number
}

const EXAMPLE = 'conv4/39 0.7 conv4/35 -0.3'

/**
 * @param unitOf reads and checks a reference, as `parseUnit` does
 * @throws Error saying what is allowed, in words that follow `write`, and what is wrong
 */
export function parseDirection(text: string, unitOf: (reference: string) => Unit): DirectionPart[] {
  const words = text
    .replaceAll('−', '-')
    .split(/[\s,]+/)
    .filter((word) => word)
  const parts: DirectionPart[] = []
  let layer: string | undefined
  for (let i = 0; i < words.length; i += 2) {
    const [reference, number] = [words[i], words[i + 1]]
    const { layer: own, channel } = unitOf(reference)
    if (number === undefined || !NUMERAL.test(number) || !Number.isFinite(Number(number)))
      throw new Error(
        `each unit with its weight, as in ${EXAMPLE}: ${reference} has ${number === undefined ? 'none' : number}`,
      )
    layer ??= own
    if (own !== layer) throw new Error(`units of one layer, not of ${layer} and ${own}`)
    const unit = `${own}/${channel}`
    if (parts.some((part) => part.unit === unit))
      throw new Error(`each unit once, with one weight: ${unit} is there twice`)
    parts.push({ unit, weight: Number(number) })
  }
  if (!parts.some(({ weight }) => weight !== 0))
    throw new Error(`units with weights that are not all 0, as in ${EXAMPLE}`)
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
