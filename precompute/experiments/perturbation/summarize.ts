/** `summarize(outcomes, …)` → the areas of every method, with intervals over images. */
import type { Perturbation } from '../../../src/artifacts/perturbation.ts'
import { meanInterval, type MeanInterval } from '../../../src/attribution/tokens/meanInterval.ts'
import { areaUnder } from '../../../src/attribution/tokens/perturbation.ts'
import { createRng } from '../../../src/vocabulary/rng.ts'
import type { Outcome } from './outcome.ts'

const CHANCE = 'random'

export function summarize(
  outcomes: readonly Outcome[],
  steps: readonly number[],
): Pick<Perturbation, 'results' | 'empty' | 'right' | 'images'> {
  const sorted = [...outcomes].sort((a, b) => a.at - b.at)
  const curvesOf = (method: string, filling: string) =>
    sorted.map(({ curves }) => curves.find((each) => each.method === method && each.filling === filling)!)
  const area = (kept: readonly boolean[]) => 100 * areaUnder(steps, kept.map(Number))
  const results = sorted[0].curves.map(({ method, filling }) => {
    const [own, chance] = [curvesOf(method, filling), curvesOf(CHANCE, filling)]
    const direction = (which: 'most' | 'least') => {
      const areas = own.map((curve) => area(curve[which]))
      const byChance = chance.map((curve) => area(curve[which]))
      // One seed for all: intervals differ by their images' values alone.
      const over = (values: number[]) => rounded(meanInterval(values, createRng(0, 'images')))
      return {
        area: over(areas),
        overRandom: over(areas.map((value, i) => value - byChance[i])),
        kept: steps.map((_, i) => own.filter((curve) => curve[which][i]).length / own.length),
      }
    }
    return { method, filling, most: direction('most'), least: direction('least') }
  })
  const empty: Record<string, number> = {}
  for (const method of sorted.flatMap((outcome) => outcome.empty)) empty[method] = (empty[method] ?? 0) + 1
  return { images: sorted.length, right: sorted.filter(({ right }) => right).length / sorted.length, results, empty }
}

/** Hundredths: intervals are some tenths wide. */
const rounded = ({ mean, low, high }: MeanInterval): MeanInterval => ({
  mean: Math.round(mean * 100) / 100,
  low: Math.round(low * 100) / 100,
  high: Math.round(high * 100) / 100,
})
