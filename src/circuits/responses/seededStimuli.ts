/**
 * The stimuli that units are searched with: each known by a seed and an index, nothing of it stored.
 * Plain numbers: no tensor is touched.
 */
import { createRng } from '../../model/rng.ts'
import { familyNames, type FamilyName } from '../../stimuli/parameters.ts'
import { randomSample, type RandomSample } from '../../stimuli/randomSample.ts'

/** How many a unit is shown. */
export const STIMULI = 20_000

export interface SeededStimulus {
  family: FamilyName
  sample: RandomSample
}

/** Families take turns, so that each has the same share of any stretch of indices. */
export const familyAt = (index: number): FamilyName => familyNames[index % familyNames.length]!

/** The stimulus of an index; streams of different indices are independent. */
export function seededStimulus(seed: number, index: number): SeededStimulus {
  const family = familyAt(index)
  return { family, sample: randomSample(family, createRng(seed, 'stimulus', index)) }
}

/** All indices below `count`, in batches of one family each; every batch of a round before the next round. */
export function batches(count: number, size: number): number[][] {
  const families = familyNames.length
  const found: number[][] = []
  for (let first = 0; first < count; first += families * size)
    for (let family = 0; family < families; family++) {
      const batch: number[] = []
      for (let i = 0; i < size; i++) {
        const index = first + family + i * families
        if (index < count) batch.push(index)
      }
      if (batch.length > 0) found.push(batch)
    }
  return found
}
