/** The picture that excites a unit or a direction most, and the ascent that makes it, with each remedy a choice. */
import type { FeatureVisRequest } from '../../artifacts/featureVis/artifact.ts'
import type { SheetRequest } from '../../artifacts/sheet/artifact.ts'
import { parseDirection } from '../../vocabulary/direction.ts'
import { figureKind } from '../../vocabulary/figureKind.ts'
import { picturesOfLayers } from '../../vocabulary/layerPictures.ts'
import { layerOf, partsOf, weighedLayers } from '../../vocabulary/network.ts'
import { choice, flag } from '../../vocabulary/props/choice.ts'
import { direction } from '../../vocabulary/props/direction.ts'
import { number, seed } from '../../vocabulary/props/number.ts'
import type { Resolved, Surroundings } from '../../vocabulary/props/prop.ts'
import { unit } from '../../vocabulary/props/unit.ts'
import { PRESETS, RECIPE } from './presets.ts'
import { sayOutcome, viewOf, type Made } from './view.ts'

/** The recipe's steps: `src/optvis/recipe.ts`, which a page that computes nothing does without. */
const STEPS = 104

const layers = ({ network }: Surroundings) => weighedLayers(network)
const remediesOf = ({ remedies }: Resolved) => PRESETS.find(({ name }) => name === remedies) ?? RECIPE

/** What a reader alone can change. */
const reader = { reader: true, written: '' } as const

const leadOf = (direction: string) => direction.split(' ')[0] ?? ''

export default figureKind({
  says: 'The picture of a unit or a direction, made again in the page step by step.',
  example: '<FeatureVis id="fig-run" unit="conv4/39" />',
  props: {
    remedies: choice(
      PRESETS.map(({ name, says }) => [name, says] as const),
      { meaning: 'What the controls begin with, one remedy more each time.', fallback: RECIPE.name },
    ),
    direction: direction({
      meaning: 'In place of a unit, units of one layer with their weights.',
      reader: true,
      fallback: '',
      layers,
    }),
    unit: unit({
      meaning: 'The unit whose picture is made.',
      reader: true,
      fallback: (_, { direction }) => leadOf(String(direction ?? '')) || undefined,
      layers,
    }),
    negative: flag({ meaning: 'Whether the score is made small.', ...reader, fallback: false }),
    parameterization: choice(
      [
        ['fourier', 'waves (Fourier)'],
        ['pixel', 'pixels'],
      ],
      {
        meaning: 'What the picture is made of.',
        ...reader,
        label: 'made of',
        fallback: (_, before) => remediesOf(before).parameterization,
      },
    ),
    decorrelate: flag({
      meaning: 'Whether colours are uncorrelated, as they are in natural images.',
      ...reader,
      label: 'decorrelated colour',
      fallback: (_, before) => remediesOf(before).decorrelate,
    }),
    bound: flag({
      meaning: 'Whether the contrast is kept to what photographs have.',
      ...reader,
      label: 'bounded contrast',
      fallback: (_, before) => remediesOf(before).bound,
    }),
    transforms: choice(
      [
        ['all', 'shift, turn, zoom'],
        ['shift', 'shift only'],
        ['none', 'none'],
      ],
      {
        meaning: 'How the picture is moved in each step.',
        ...reader,
        fallback: (_, before) => remediesOf(before).transforms,
      },
    ),
    steps: number({
      meaning: 'Steps of the ascent.',
      reader: true,
      range: [16, 512],
      whole: true,
      step: 8,
      fallback: STEPS,
    }),
    rate: number({ meaning: 'Factor of the recipe’s rate.', ...reader, range: [0.25, 8], step: 0.25, fallback: 1 }),
    l2: number({
      meaning: 'Weight of the penalty on squares.',
      ...reader,
      label: 'L2 penalty',
      range: [0, 50],
      step: 1,
      fallback: 0,
    }),
    totalVariation: number({
      meaning: 'Weight of the penalty on differences between neighbours.',
      ...reader,
      label: 'variation',
      range: [0, 50],
      step: 1,
      fallback: 0,
    }),
    towards: unit({
      meaning: 'A second unit of the same layer, or none.',
      ...reader,
      fallback: '',
      layers: ({ network }, { unit }) => [layerOf(network, partsOf(String(unit)).layer) ?? []].flat(),
      also: [''],
    }),
    share: number({
      meaning: 'The second unit’s share of what is sought.',
      ...reader,
      label: 'its share',
      range: [0, 1],
      step: 0.05,
      fallback: 0.5,
    }),
    pictures: number({ meaning: 'Pictures made together.', ...reader, range: [1, 4], whole: true, fallback: 1 }),
    diversity: number({
      meaning: 'Weight of their being unlike each other.',
      ...reader,
      range: [0, 20],
      step: 0.5,
      fallback: 5,
    }),
    seed: seed({ meaning: 'The noise that the ascent begins with.', reader: true, most: 99 }),
  },
  clash: ({ unit, direction }) =>
    direction && unit !== leadOf(direction)
      ? `unit and direction of <FeatureVis>: "${unit}" and "${direction}" (write one of them)`
      : undefined,
  /** A direction lies in the layer of the unit that it names first; another unit is no direction. */
  settle(state, _, changed) {
    const lead = leadOf(state.direction) || state.unit
    const turned = changed.includes('direction')
    const unit = turned ? lead : state.unit
    const towards = partsOf(state.towards).layer === partsOf(unit).layer ? state.towards : ''
    return { ...state, unit, direction: unit === lead ? state.direction : '', towards }
  },
  requests({ unit, direction, steps, seed }, { network }) {
    const model = network.id
    const ascent = (remedies: (typeof PRESETS)[number]): FeatureVisRequest => ({
      kind: 'featureVis',
      model,
      unit,
      ...(direction && { direction: parseDirection(direction, partsOf) }),
      seed,
      negative: false,
      parameterization: remedies.parameterization,
      decorrelate: remedies.decorrelate,
      bound: remedies.bound,
      transforms: remedies.transforms,
      steps,
      rate: 1,
      l2: 0,
      totalVariation: 0,
    })
    const picture: SheetRequest = { kind: 'sheet', model, units: [unit], seed }
    return {
      picture: direction ? null : picture,
      ...Object.fromEntries(PRESETS.map((preset) => [preset.name, ascent(preset)])),
    }
  },
  shows: ({ seed }, { network }) => picturesOfLayers(network, seed),
  view: (made: Made, values) => viewOf(made, values),
  words: (view, state, { network }) => sayOutcome(view, state, network),
})
