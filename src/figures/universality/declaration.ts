/** The units of a layer beside the most similar ones of another network. */
import type { UniversalityData, UniversalityRequest } from '../../artifacts/universality/artifact.ts'
import { figureKind, type AnyRequest, type Shown } from '../../vocabulary/figureKind.ts'
import { layerPictures } from '../../vocabulary/layerPictures.ts'
import { convolutions, unitsOf } from '../../vocabulary/network.ts'
import { choice } from '../../vocabulary/props/choice.ts'
import type { Surroundings } from '../../vocabulary/props/prop.ts'
import { text } from '../../vocabulary/props/text.ts'
import { layer } from '../../vocabulary/props/unit.ts'
import { SEARCHED } from '../../vocabulary/seededStimuli.ts'
import { everyParameter } from '../../vocabulary/stimulus.ts'
import { label } from '../../widgets/stimulusWords.ts'
import { describe, matchTable, viewOf } from './view.ts'

/** Nothing of it is there where no other network is named. */
interface Made {
  matches?: Shown<UniversalityData>
  own?: Shown
  other?: Shown
}

/** A unit that no one chose: the artifact tells which pair is shown first. */
const NONE = -1

const parameters = ({ vocabulary }: Surroundings, family: unknown): string[] => {
  const found = vocabulary.stimuli[String(family)]
  return found ? Object.keys(everyParameter(found)) : []
}

export default figureKind({
  says: 'The units of a layer beside the most similar ones of another network.',
  example: '<Universality id="fig-universality" layer="conv4" other="…" />',
  keeps: 'curves',
  props: {
    layer: layer({
      meaning: 'A convolution that both networks have.',
      layers: ({ network }) => convolutions(network),
    }),
    other: text({
      meaning: 'The other network, by its folder in `public/models`; without it the figure says that it needs one.',
      empty: true,
      fallback: '',
    }),
    unit: choice(
      ({ network }, { layer }) => [NONE, ...unitsOf(network, String(layer)).keys()].map((each) => [each, String(each)]),
      {
        meaning: 'The channel of the first network that is shown; that of the most alike pair when absent.',
        reader: true,
        fallback: NONE,
      },
    ),
    family: choice(({ vocabulary }) => Object.entries(vocabulary.stimuli).map(([name, { words }]) => [name, words]), {
      meaning: 'The stimuli of the tuning curves.',
      reader: true,
      label: 'stimulus',
      fallback: 'line',
    }),
    over: choice((at, { family }) => parameters(at, family).map((name) => [name, label(name)]), {
      meaning: 'The parameter that runs, the first of the family when absent.',
      reader: true,
      label: 'along',
      fallback: (at, { family }) => parameters(at, family)[0] ?? '',
    }),
  },
  clash: ({ other }, { network }) =>
    other === network.id
      ? `<Universality> compares ${other} with itself (write another network, as in other="…")`
      : undefined,
  /** Other stimuli bring their own parameter. */
  settle: (state, at, changed) =>
    changed.includes('family') && !changed.includes('over')
      ? { ...state, over: parameters(at, state.family)[0] ?? '' }
      : state,
  requests({ layer, other, family, over, seed }, { network, networkNamed }): Record<string, AnyRequest> {
    if (other === '') return {}
    const second = networkNamed(other)
    const allowed = convolutions(second).map(({ name }) => name)
    if (!allowed.includes(layer))
      throw new Error(
        `<Universality> compares a convolution of both networks: ${other} has no ${layer} (allowed: ${allowed.join(', ')})`,
      )
    const model = network.id
    const families = [...SEARCHED]
    const matches: UniversalityRequest = { kind: 'universality', model, other, layer, families, family, over }
    return { matches, own: layerPictures(network, layer, seed), other: layerPictures(second, layer, seed) }
  },
  begins: ({ matches }: Made, { unit }) => ({ unit: unit === NONE ? (matches?.data.pairs[0]?.unit ?? NONE) : unit }),
  view: ({ matches }: Made, { model, other, layer, unit }) =>
    matches && viewOf(matches.data, { names: [model, other], layer }, unit),
  words: (view, state, { vocabulary }) => (view ? describe(view, state, vocabulary.stimuli[state.family]?.words) : ''),
  table: (view) => view && matchTable(view),
})
