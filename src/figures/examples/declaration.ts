/** What excites units most, and what leaves them cold, among seeded stimuli or the images of a data set. */
import type { DatasetExamplesRequest } from '../../artifacts/datasetExamples/artifact.ts'
import type { ExamplesRequest } from '../../artifacts/examples/artifact.ts'
import type { SheetRequest } from '../../artifacts/sheet/artifact.ts'
import { figureKind } from '../../vocabulary/figureKind.ts'
import { families } from '../../vocabulary/props/families.ts'
import { listedUnit, listedUnits } from '../../vocabulary/props/listedUnit.ts'
import { number, seed } from '../../vocabulary/props/number.ts'
import { text } from '../../vocabulary/props/text.ts'
import { listOf } from '../../vocabulary/props/unit.ts'
import { SEARCHED, STIMULI } from '../../vocabulary/seededStimuli.ts'
import { describe, exampleTable, viewOf, type Made } from './view.ts'

export default figureKind({
  says: 'What excites units most among thousands of seeded stimuli, or among the images of a data set, and what leaves them cold.',
  example: '<Examples id="fig-e" units="conv4/39 conv5/3" />',
  keeps: 'examples',
  props: {
    units: listedUnits({
      meaning: 'Up to eight, separated by spaces; the first is shown, the reader chooses among them.',
    }),
    families: families({ meaning: 'The families that the stimuli are of, by name, separated by spaces.' }),
    dataset: text({
      meaning:
        'In place of stimuli: images, as `content/datasets.json` names them; `npm run precompute` is told where they lie.',
      fallback: '',
      example: 'flowers',
    }),
    unit: listedUnit({ meaning: 'The unit that is shown.' }, ({ dataset }) => dataset === ''),
    seed: seed({ meaning: 'Of the stimuli.', reader: true }),
    example: number({
      meaning: 'The example that is shown large, by its place among all; −1 for the strongest.',
      reader: true,
      fallback: -1,
      whole: true,
      range: (_, { dataset }) => [-1, dataset === '' ? STIMULI - 1 : Infinity],
    }),
  },
  clash({ units, unit, dataset, seed, families }) {
    if (!listOf(units).includes(unit))
      return `unit of <Examples> that is none of its units: ${unit} (write one of ${units})`
    const drawn = seed !== 0 ? 'seed' : families !== SEARCHED.join(' ') ? 'families' : undefined
    return dataset !== '' && drawn
      ? `${drawn} of <Examples> with dataset="${dataset}" (images are not drawn; leave the ${drawn} away)`
      : undefined
  },
  settle: (state, _, changed) =>
    changed.some((name) => name !== 'example') && !changed.includes('example') ? { ...state, example: -1 } : state,
  requests({ units, families, dataset, seed }, { network: { id: model } }) {
    const named = listOf(units)
    const pictures: SheetRequest = { kind: 'sheet', model, units: named, seed: 0 }
    const ofUnit = (unit: string): ExamplesRequest | DatasetExamplesRequest =>
      dataset === ''
        ? { kind: 'examples', model, unit, families: listOf(families), seed }
        : { kind: 'datasetExamples', model, unit, dataset }
    return { units: pictures, ...Object.fromEntries(named.map((unit) => [unit, ofUnit(unit)])) }
  },
  view(made: Made, values) {
    const view = viewOf(made, values)
    if (view) return view
    throw new Error(`no examples of ${values.unit} were made`)
  },
  words: describe,
  table: exampleTable,
})
