/**
 * The stimuli that units are searched with: each known by a seed and an index, nothing of it stored. Families
 * take turns; which ones, a search says.
 */
import { memberNamed } from './byName.ts'
import { randomSample, type RandomSample } from './randomSample.ts'
import { createRng } from './rng.ts'
import type { StimulusFamily } from './stimulus.ts'

/** How many a unit is shown. */
export const STIMULI = 20_000

/** The families of a search that names none. */
export const SEARCHED: readonly string[] = [
  'curve',
  'line',
  'corner',
  'circle',
  'ellipse',
  'spiral',
  'grating',
  'checker',
  'frequencyEdge',
  'colourEdge',
  'texture',
  'eyePair',
  'wheel',
  'head',
]

export interface SeededStimulus {
  family: string
  sample: RandomSample
}

/** Families take turns, so that each has the same share of any stretch of indices. */
export const familyAt = (index: number, families = SEARCHED): string => families[index % families.length]

/** The family of a stimulus, and how many of its family come before it. */
export const turnOf = (index: number, families = SEARCHED): { family: string; number: number } => ({
  family: familyAt(index, families),
  number: Math.floor(index / families.length),
})

/**
 * The stimulus of an index. It follows the name of its family and its number there: the same in every search
 * in which the family has that number of its own before it.
 * @param known every family, by name
 * @throws Error where a family of the search is not known
 */
export function seededStimulus(
  known: Readonly<Record<string, StimulusFamily>>,
  seed: number,
  index: number,
  families = SEARCHED,
): SeededStimulus {
  const { family, number } = turnOf(index, families)
  const rng = createRng(seed, 'stimulus', family, number)
  return { family, sample: randomSample(memberNamed('family of stimuli', known, family), rng) }
}

/** All indices below `count`, in batches of one family each; every batch of a round before the next round. */
export function batches(count: number, size: number, families = SEARCHED): number[][] {
  const turns = families.length
  const found: number[][] = []
  for (let first = 0; first < count; first += turns * size)
    for (let turn = 0; turn < turns; turn++) {
      const batch: number[] = []
      for (let i = 0; i < size; i++) {
        const index = first + turn + i * turns
        if (index < count) batch.push(index)
      }
      if (batch.length > 0) found.push(batch)
    }
  return found
}
