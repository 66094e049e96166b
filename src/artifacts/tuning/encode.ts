import type { Encode } from '../encode.ts'
import { bytesOf, encodeTiles } from '../encoding/tileSheet.ts'
import type tuning from './artifact.ts'
import type { Computed } from './compute.ts'

export const encode: Encode<typeof tuning, Computed> = async ({ units }, { responses, pictures, tile }) => {
  responses.forEach((values, i) => {
    const bad = values.find((value) => !Number.isFinite(value))
    if (bad !== undefined) throw new Error(`${units[i]} responded with ${bad}`)
  })
  const data = { responses: responses.map((values) => Array.from(values, short)) }
  return { files: { data, stimuli: await encodeTiles(bytesOf(pictures), tile) } }
}

/** Three decimals: a thousandth of what a typical unit reaches, finer than any plot. */
const short = (value: number): number => Math.round(value * 1000) / 1000
