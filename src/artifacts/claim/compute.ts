import { measureByChance, measureClaim, NULL_SEEDS } from '../../model/claim.ts'
import { networkFlop } from '../../model/flop.ts'
import type { Compute, Flop } from '../compute.ts'
import type claim from './artifact.ts'
import type { ClaimData } from './artifact.ts'

export const compute: Compute<typeof claim, ClaimData> = async (model, requests, _, readers) => {
  const computed: ClaimData[] = []
  for (const { article, id } of requests) {
    const each = readers.claim(article, id)
    const about = { model, beside: each.beside === undefined ? undefined : readers.model(each.beside) }
    const value = await measureClaim(each, about)
    const shuffled: number[] = []
    for (const seed of NULL_SEEDS) shuffled.push(await measureByChance(each, about, seed))
    about.beside?.dispose()
    const bound = 'atLeast' in each ? { atLeast: each.atLeast } : { atMost: each.atMost }
    const without = each.beside === undefined ? { layer: each.layer } : { beside: each.beside }
    computed.push({ measures: each.measures, value, shuffled, ...without, ...bound })
  }
  return computed
}

/** What it costs only its code says; so many passes, with the network's own weights and with others. */
const PASSES = 100

export const flop: Flop<typeof claim> = (_, table) => PASSES * networkFlop(table)
