/** What an article says about a network, measured, as JSON; a claim that is false is no artifact. */
import { claimJsonSchema, type ClaimJson } from '../../src/artifacts/claim.ts'
import type { RequestOf } from '../../src/artifacts/request.ts'
import { holds, measureShuffled, NULL_SEEDS, type Claim } from '../../src/model/claim.ts'
import type { Kind } from '../kind.ts'
import { claimsPath, readClaim } from '../readClaims.ts'

export const claim: Kind<RequestOf<'claim'>, ClaimJson> = {
  needs: () => [],
  parts: ({ article, id }) => [claimsPath(article, id)],

  async compute(model, requests) {
    const computed: ClaimJson[] = []
    for (const { article, id } of requests) computed.push(await measured(readClaim(article, id)))
    return computed

    async function measured(each: Claim): Promise<ClaimJson> {
      const value = await each.measure(model)
      const byChance: number[] = []
      for (const seed of NULL_SEEDS) byChance.push(await measureShuffled(model, each, seed))
      const bound = 'atLeast' in each ? { atLeast: each.atLeast } : { atMost: each.atMost }
      return { measures: each.measures, value, shuffled: byChance, layer: each.layer, ...bound }
    }
  },

  async encode({ article, id }, computed) {
    const { measures, value, shuffled, layer } = computed
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
        `${name} shows nothing about ${layer}: it holds with that layer's weights shuffled too (${short(shuffled[lucky]!)} with seed ${NULL_SEEDS[lucky]}, and it says ${says}). Claim more, or measure something else.`,
      )
    const json = claimJsonSchema.parse({
      ...computed,
      value: short(value),
      shuffled: shuffled.map(short),
    })
    return {
      files: [{ extension: 'json', bytes: new TextEncoder().encode(`${JSON.stringify(json)}\n`) }],
      outcomes: [],
    }
  },
}

const boundOf = ({ atLeast, atMost }: ClaimJson) =>
  atLeast === undefined ? { atMost: atMost! } : { atLeast }

/** Six digits, so that the last bit of a processor does not show. */
const short = (value: number): number => Number(value.toPrecision(6))
