/** What comes of measuring a claim, in words. */
import type { ClaimData } from '../../artifacts/claim/artifact.ts'
import { within } from '../../vocabulary/judging.ts'

/** What is measured of a claim: with the network's own weights, and with those of its layer shuffled. */
export type Measured = Pick<ClaimData, 'value' | 'shuffled'>

/** What is taken away to see what chance gives, in words that follow a number. */
export const chanceWords = ({ layer, beside }: Pick<ClaimData, 'layer' | 'beside'>): string =>
  layer === undefined ? `beside an untrained ${beside}` : `with the weights of ${layer} shuffled`

/** @param text writes a number */
export const listed = (values: readonly number[], text: (value: number) => string): string =>
  values.map(text).join(', ')

export function described({ value, shuffled }: Measured, claim: ClaimData, text: (value: number) => string): string {
  const holds = within(claim, value) ? 'holds' : 'does not hold'
  const lucky = shuffled.some((each) => within(claim, each)) ? ', but so it does by chance' : ''
  return `Measured in this page: ${text(value)}; ${chanceWords(claim)}: ${listed(shuffled, text)}. The claim ${holds}${lucky}.`
}
