/** A claim that is false is no artifact. */
import { holds, NULL_SEEDS } from '../../model/claim.ts'
import { significant } from '../../vocabulary/digits.ts'
import type { Encode } from '../encode.ts'
import type claim from './artifact.ts'
import type { ClaimData } from './artifact.ts'

export const encode: Encode<typeof claim, ClaimData> = async ({ article, id }, computed) => {
  const { measures, value, shuffled, layer, beside } = computed
  const bound = boundOf(computed)
  const name = `claim ${id} of content/${article}/claims.ts`
  const says = `${'atLeast' in bound ? `at least ${bound.atLeast}` : `at most ${bound.atMost}`} (${measures})`
  const bad = [value, ...shuffled].find((each) => !Number.isFinite(each))
  if (bad !== undefined) throw new Error(`${name} measures ${bad}, which is no number`)
  if (!holds(bound, value))
    throw new Error(
      `${name} is false: it measures ${short(value)} and says ${says}. Mend the claim, or what the article says.`,
    )
  const lucky = shuffled.findIndex((each) => holds(bound, each))
  if (lucky >= 0)
    throw new Error(
      `${name} shows nothing about ${layer ?? beside}: it holds ${layer === undefined ? 'beside an untrained copy of it' : "with that layer's weights shuffled"} too (${short(shuffled[lucky])} with seed ${NULL_SEEDS[lucky]}, and it says ${says}). Claim more, or measure something else.`,
    )
  return { files: { data: { ...computed, value: short(value), shuffled: shuffled.map(short) } } }
}

function boundOf({ atLeast, atMost }: ClaimData): { atLeast: number } | { atMost: number } {
  if (atLeast !== undefined) return { atLeast }
  return { atMost: atMost ?? NaN }
}

/** Six digits, so that the last bit of a processor does not show. */
const short = (value: number): number => significant(value, 6)
