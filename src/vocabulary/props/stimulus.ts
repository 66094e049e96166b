/** Stimuli as props: a family, and a number for each of its parameters. */
import { memberNamed } from '../byName.ts'
import type { Numbers } from '../parameter.ts'
import { everyParameter, type StimulusFamily } from '../stimulus.ts'
import type { Vocabulary } from '../vocabulary.ts'
import { choice } from './choice.ts'
import { number, type NumberProp } from './number.ts'
import type { PropOptions, Resolved } from './prop.ts'

/** A family of stimuli, by its name. */
export const stimulusFamily = <const R extends boolean = false>(options: PropOptions<string, R>) =>
  choice<string, R>(
    ({ vocabulary }) => Object.entries(vocabulary.stimuli).map(([name, { words }]) => [name, words]),
    options,
  )

/** @throws Error where there is no such family */
export const familyIn = ({ stimuli }: Vocabulary, name: string): StimulusFamily =>
  memberNamed('family of stimuli', stimuli, name)

/** What a reader may change of a family's stimuli, each parameter a prop of its name. */
export const parameterProps = (family: StimulusFamily): Record<string, NumberProp<true>> =>
  Object.fromEntries(
    Object.entries(everyParameter(family)).map(([name, { meaning, range, step, whole, default: fallback }]) => [
      name,
      number({ meaning, reader: true, range, step, whole, fallback }),
    ]),
  )

/** A family's parameters at their defaults. */
export const defaultsOf = (family: StimulusFamily): Numbers =>
  Object.fromEntries(Object.entries(everyParameter(family)).map(([name, each]) => [name, each.default]))

/** The stimulus of a state: each parameter's value. */
export const sampleOf = (family: StimulusFamily, values: Resolved): Numbers =>
  Object.fromEntries(Object.keys(everyParameter(family)).map((name) => [name, Number(values[name])]))

/** What of a stimulus is not at its family's default. */
export function ownNumbers(family: StimulusFamily, values: Resolved, except: readonly string[] = []): Numbers {
  const defaults = defaultsOf(family)
  return Object.fromEntries(
    Object.entries(sampleOf(family, values)).filter(
      ([name, value]) => value !== defaults[name] && !except.includes(name),
    ),
  )
}
