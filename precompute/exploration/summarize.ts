/** Responses → the table: `(table, responses by protocol, the same with shuffled weights) → rankings, families`. */
import type { EquivariantFamily, Ranking } from '../../src/artifacts/exploration.ts'
import { everyParameter } from '../../src/vocabulary/stimulus.ts'
import {
  familiesOf,
  likeness,
  likenesses,
  matchesOf,
  quantile,
  RELIABLE,
  searchesOf,
  type Search,
} from './equivariance.ts'
import { protocols, type Protocol } from './protocols.ts'
import { coordinates, curveThrough, selectivity, tuned, type Tuned } from './selectivity.ts'
import { symmetryNamed } from '../../src/circuits/symmetry/symmetries.ts'
import { familyNamed } from '../../src/stimuli/families.ts'

/** All units of a network, layer by layer. */
export interface Layers {
  name: string
  channels: number
}

/** Per protocol, per unit. */
export type Tunings = Tuned[][]

const BEST = 12
/** The quantile of the scores of shuffled weights that counts as chance. */
const CHANCE = 0.99
/** The quantile of the likenesses of pairs there. */
const CHANCE_OF_PAIR = 0.999
const LEAST_LIKENESS = 0.7
const MOST_LIKENESS = 0.95
/** How many families one search in one layer reports at most. */
const FAMILIES = 3
/** A family shows itself on stimuli that move its units by at least this share of the most that any does. */
const LEAST_SHARE = 0.25
/** A unit that is its own moved copy says nothing. */
const OWN_COPY = 0.6

/** @param responses per protocol `(stimuli, units)`, units fastest */
export const tuningsOf = (responses: readonly Float32Array[], units: number): Tunings =>
  responses.map((all) => {
    const count = all.length / units
    return Array.from({ length: units }, (_, unit) =>
      tuned(Float32Array.from({ length: count }, (_, i) => all[i * units + unit])),
    )
  })

interface Scored {
  index: number
  best: number
  selectivity: number
  reliability: number
  share: number
  score: number
}

function scores(protocol: Protocol, axis: number, which: number, tunings: Tunings): Scored[] {
  const most = mostOf(tunings)
  return tunings[which].map((each, index) => {
    const found = selectivity(protocol.axes[axis], curveThrough(protocol, each, axis))
    const share = most[index] > 0 ? Math.max(0, each.largest) / most[index] : 0
    const reliability = Math.max(0, each.reliability)
    const best = protocol.axes[axis].values[coordinates(protocol, each.best)[axis]]
    return { index, best, selectivity: found, reliability, share, score: found * reliability * share }
  })
}

/** Largest mean response of each unit to any protocol. */
const mostOf = (tunings: Tunings): number[] =>
  tunings[0].map((_, unit) => Math.max(...tunings.map((each) => each[unit].largest)))

export function rankingsOf(layers: readonly Layers[], tunings: Tunings, chance: Tunings): Ranking[] {
  const names = namesOf(layers)
  return protocols.flatMap((protocol, which) =>
    protocol.axes.map(({ parameter, period }, axis): Ranking => {
      const found = scores(protocol, axis, which, tunings).sort((a, b) => b.score - a.score)
      const limit = quantile(
        scores(protocol, axis, which, chance).map(({ score }) => score),
        CHANCE,
        0,
      )
      return {
        title: protocol.title,
        family: protocol.family,
        parameter,
        unit: everyParameter(familyNamed(protocol.family))[parameter].unit,
        period: period ?? null,
        chance: short(limit),
        above: found.filter(({ score }) => score > limit).length,
        units: found
          .slice(0, BEST)
          .filter(({ score }) => score > 0)
          .map(({ index, best, ...numbers }) => ({
            unit: names[index],
            best: Math.round(best * 100) / 100,
            selectivity: short(numbers.selectivity),
            reliability: short(numbers.reliability),
            share: short(numbers.share),
            score: short(numbers.score),
          })),
      }
    }),
  )
}

export function equivariantFamilies(layers: readonly Layers[], tunings: Tunings, chance: Tunings): EquivariantFamily[] {
  const found: EquivariantFamily[] = []
  protocols.forEach((protocol, which) => {
    for (const search of searchesOf(protocol)) {
      let first = 0
      for (const { name, channels } of layers) {
        const part = (all: Tunings) => eligible(search, which, all, first, channels)
        const [own, null_] = [part(tunings), part(chance)]
        const [matches, byChance] = [matchesOf(search, own), matchesOf(search, null_)]
        first += channels
        const limit = Math.max(LEAST_LIKENESS, quantile(likenesses(byChance), CHANCE_OF_PAIR, 0))
        // Where chance comes this near, a likeness says nothing.
        if (limit > MOST_LIKENESS) continue
        const largest = familiesOf(search, byChance, limit)[0]?.length ?? 0
        for (const members of familiesOf(search, matches, limit).slice(0, FAMILIES))
          found.push({
            title: protocol.title,
            symmetry: search.symmetry,
            layer: name,
            threshold: short(limit),
            chance: largest,
            among: own.filter(Boolean).length,
            amongChance: null_.filter(Boolean).length,
            members: members.map(({ unit, by, likeness }) => ({
              unit: `${name}/${unit}`,
              by: unit === members[0].unit ? 'itself' : search.transformations[by].text,
              likeness: short(likeness),
              reliability: short(own[unit]!.reliability),
            })),
          })
      }
    }
  })
  return found.filter(({ members, chance }) => members.length > chance)
}

/** The units of a layer for which the search means something; undefined for the others. */
function eligible(
  { transformations, symmetry }: Search,
  which: number,
  all: Tunings,
  first: number,
  count: number,
): (Tuned | undefined)[] {
  return all[which].slice(first, first + count).map((each, i) => {
    const most = Math.max(...all.map((tunings) => tunings[first + i].largest))
    if (each.reliability < RELIABLE || each.largest < LEAST_SHARE * most || most <= 0) return undefined
    const moving = symmetryNamed(symmetry).mirrors ? transformations : transformations.slice(1)
    const least = Math.min(...moving.map(({ from }) => likeness(each.mean, each.mean, from)))
    return least < OWN_COPY ? each : undefined
  })
}

export const namesOf = (layers: readonly Layers[]): string[] =>
  layers.flatMap(({ name, channels }) => Array.from({ length: channels }, (_, channel) => `${name}/${channel}`))

/** Three decimals. */
const short = (value: number): number => Math.round(value * 1000) / 1000
