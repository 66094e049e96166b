/** What is told of a unit's factors: maps in full, and of each mix the channels that carry it. */
import type { UnitFactors } from './unitFactors.ts'

export interface CountedFactor {
  /** Share of the squared weights that is lost without it. */
  share: number
  /** Row by row. */
  map: number[]
  /** The channels of the layer below with the largest weights in the mix, which has length 1. */
  top: { channel: number; weight: number }[]
  /** Share of the squared mix that those hold. */
  carried: number
}

export interface FactorCount extends Pick<UnitFactors, 'share' | 'cosine' | 'stability'> {
  factors: CountedFactor[]
}

/** Channels of a mix that are named. */
const NAMED = 6

export function countFactors({ factors, share, cosine, stability }: UnitFactors): FactorCount {
  return {
    share: short(share),
    cosine: cosine === null ? null : short(cosine),
    stability: stability === null ? null : short(stability),
    factors: factors.map(({ share, channels, map }) => {
      const top = [...channels.keys()]
        .sort((a, b) => channels[b] - channels[a] || a - b)
        .slice(0, NAMED)
        .map((channel) => ({ channel, weight: short(channels[channel]) }))
      return {
        share: short(share),
        map: Array.from(map.values, short),
        top,
        carried: short(top.reduce((sum, { weight }) => sum + weight ** 2, 0)),
      }
    }),
  }
}

const short = (value: number): number => Number(value.toPrecision(4))
