/** What this lecture asks about lumen, as functions of it. */
import { neighbourCorrelation } from '../../src/circuits/kernels/neighbourCorrelation.ts'
import { best, curveOf } from '../../src/circuits/responses/preference.ts'
import { tuning } from '../../src/circuits/responses/tuning.ts'
import type { Exercises } from '../../src/model/exercise.ts'
import { familyNamed } from '../../src/stimuli/families.ts'

const UNITS = ['conv4/10', 'conv4/13', 'conv4/20', 'conv4/50']
const LAYERS = ['conv1', 'conv2', 'conv4', 'conv7']

export const exercises = {
  hue: {
    asks: 'number',
    unit: 'degrees',
    range: [0, 360],
    period: 360,
    tolerance: 25,
    async answer(model) {
      const disc = { radius: 8, filled: 1, saturation: 1 }
      return best(await curveOf(model, 'conv3/52', 'circle', 'hue', disc)).at
    },
  },
  'steep-line': {
    asks: 'choice',
    choices: UNITS,
    measures: 'Response to a line at 120°',
    async measure(model) {
      const responses = await tuning(model, UNITS)(familyNamed('line'), [{ angle: 120 }])
      return responses.map(([value]) => value)
    },
    right: 'largest',
    margin: 1,
  },
  'least-smooth': {
    asks: 'choice',
    choices: LAYERS,
    measures: 'Correlation of neighbouring weights',
    measure: (model) => Promise.resolve(LAYERS.map((layer) => neighbourCorrelation(model, layer))),
    right: 'smallest',
    margin: 0.1,
  },
} satisfies Exercises
