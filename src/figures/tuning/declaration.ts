/** How strongly units respond along one parameter of a family of stimuli, or two. */
import type { TuningData, TuningRequest } from '../../artifacts/tuning/artifact.ts'
import { valueAt } from '../../vocabulary/axis.ts'
import { figureKind, type Shown } from '../../vocabulary/figureKind.ts'
import { choice } from '../../vocabulary/props/choice.ts'
import type { Resolved, Surroundings } from '../../vocabulary/props/prop.ts'
import { defaultsOf, familyIn, ownNumbers, parameterProps, stimulusFamily } from '../../vocabulary/props/stimulus.ts'
import { listOf, units } from '../../vocabulary/props/unit.ts'
import { peak } from '../../widgets/curves.ts'
import { label } from '../../widgets/stimulusWords.ts'
import { axesOf, describe, tuningTable, type Responses } from './view.ts'

/** As many as can be told apart by hue and dash. */
export const MOST_UNITS = 6

const parametersOf = ({ vocabulary }: Surroundings, { family }: Resolved) =>
  Object.keys(defaultsOf(familyIn(vocabulary, String(family)))).map((name) => [name, label(name)] as const)

export default figureKind({
  says: 'How strongly units respond to stimuli, along one parameter as curves or along two as maps.',
  example: '<Tuning id="fig-t" units="conv4/39 conv4/3" curvature={0.07} />',
  props: {
    units: units({
      meaning: `Up to ${MOST_UNITS}, separated by spaces.`,
      reader: true,
      position: true,
      most: MOST_UNITS,
    }),
    family: stimulusFamily({
      meaning: 'The family of stimuli. Its parameters are props, too.',
      reader: true,
      label: 'stimulus',
      fallback: 'curve',
    }),
    over: choice(parametersOf, {
      meaning: 'The parameter that runs; the family’s first when absent.',
      reader: true,
      label: 'along',
      fallback: (at, before) => parametersOf(at, before)[0]?.[0] ?? '',
    }),
    by: choice(
      (at, before) => [
        ['', 'nothing else'] as const,
        ...parametersOf(at, before).filter(([name]) => name !== before.over),
      ],
      { meaning: 'A second parameter that runs: maps in place of curves.', reader: true, label: 'and', fallback: '' },
    ),
  },
  more: ({ family }, { vocabulary }) => parameterProps(familyIn(vocabulary, family)),
  /** Another family begins at its defaults, along its first parameter; nothing runs twice. */
  settle(state, at, changed, { family }) {
    if (state.family === family) return state.by === state.over ? { ...state, by: '' } : state
    const defaults = defaultsOf(familyIn(at.vocabulary, state.family))
    const asked = (name: string) => changed.includes(name)
    const [first = ''] = Object.keys(defaults)
    const over = asked('over') && state.over in defaults ? state.over : first
    const by = asked('by') && state.by in defaults && state.by !== over ? state.by : ''
    const numbers = Object.entries(state).filter(([name]) => name in defaults && asked(name))
    return { ...defaults, ...Object.fromEntries(numbers), units: state.units, family: state.family, over, by }
  },
  requests({ units, ...values }, at) {
    const { over, by } = axesOf(values, at)
    const { family } = values
    const tuning: TuningRequest = {
      kind: 'tuning',
      model: at.network.id,
      units: listOf(units),
      family,
      sample: ownNumbers(familyIn(at.vocabulary, family), values, [values.over, values.by]),
      over,
      by,
    }
    return { tuning }
  },
  /** The mark starts where the first unit responds most. */
  begins({ tuning }: { tuning: Shown<TuningData, 'stimuli'> }, values, at) {
    const { over, by } = axesOf(values, at)
    const best = peak(tuning.data.responses[0] ?? [])
    return {
      [values.over]: valueAt(over, best % over.count),
      ...(by && { [values.by]: valueAt(by, Math.floor(best / over.count)) }),
    }
  },
  view: ({ tuning }): Responses => tuning.data.responses,
  words: describe,
  table: tuningTable,
})
