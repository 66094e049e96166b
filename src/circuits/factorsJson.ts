/** The factors of a unit as a small file: maps in full, and of each mix the channels that carry it. */
import type { UnitFactors } from './parts/unitFactors.ts'

export interface FactorJson {
  /** Share of the squared weights that is lost without it. */
  share: number
  /** Row by row. */
  map: number[]
  /** The channels of the layer below with the largest weights in the mix, which has length 1. */
  top: { channel: number; weight: number }[]
  /** Share of the squared mix that those hold. */
  carried: number
}

export interface CountJson extends Pick<UnitFactors, 'share' | 'cosine' | 'stability'> {
  factors: FactorJson[]
}

export interface FactorsJson {
  /** The layer whose units the channels are. */
  below: string
  /** Of the kernel, in cells. */
  height: number
  width: number
  /** With one factor, with two, and so on. */
  counts: CountJson[]
}

/** Channels of a mix that are named. */
const NAMED = 6

export function countJson({ factors, share, cosine, stability }: UnitFactors): CountJson {
  return {
    share: short(share),
    cosine: cosine === null ? null : short(cosine),
    stability: stability === null ? null : short(stability),
    factors: factors.map(({ share, channels, map }) => {
      const top = [...channels.keys()]
        .sort((a, b) => channels[b]! - channels[a]! || a - b)
        .slice(0, NAMED)
        .map((channel) => ({ channel, weight: short(channels[channel]!) }))
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
