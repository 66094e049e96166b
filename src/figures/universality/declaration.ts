/** The units of a layer beside those of a layer of another network that are most like them. */
import type { UniversalityData, UniversalityRequest } from '../../artifacts/universality/artifact.ts'
import { detectorNames, detectorWords } from '../../vocabulary/detectorNames.ts'
import { figureKind, type AnyRequest, type Shown } from '../../vocabulary/figureKind.ts'
import { layerPictures } from '../../vocabulary/layerPictures.ts'
import { spatialLayers, unitsOf, type Network, type NetworkLayer } from '../../vocabulary/network.ts'
import { choice } from '../../vocabulary/props/choice.ts'
import { text } from '../../vocabulary/props/text.ts'
import { layer, listOf } from '../../vocabulary/props/unit.ts'
import { SEARCHED } from '../../vocabulary/seededStimuli.ts'
import { describe, matchTable, viewOf } from './view.ts'

interface Made {
  matches: Shown<UniversalityData>
  own: Shown
  other: Shown
}

/** A unit that no one chose: the artifact tells which pair is shown first. */
const NONE = -1
/** Positions of a side that pictures are compared in. */
const CELLS = 4

/** The layers that can be compared: those of units of their own, pooling apart, with positions enough. */
const compared = (network: Network): NetworkLayer[] =>
  spatialLayers(network).filter(
    ({ name, features, height, width }) => features === name && Math.min(height, width) >= CELLS,
  )

/** The pictures of the units that are listed; of the whole layer where none is. */
const pictures = (network: Network, layer: string, listed: string, seed: number) =>
  listed === ''
    ? layerPictures(network, layer, seed)
    : { kind: 'sheet' as const, model: network.id, units: listOf(listed), seed }

export default figureKind({
  says: 'The units of a layer beside those of another network’s layer that are most like them, and what chance gives.',
  example: '<Universality id="fig-universality" layer="conv4" other="prism" otherLayer="mixed4" />',
  keeps: 'curves',
  props: {
    layer: layer({
      meaning: 'A layer with positions; a concatenation of branches is one.',
      layers: ({ network }) => compared(network),
    }),
    other: text({ meaning: 'The other network, by its folder in `public/models`.', example: 'prism' }),
    otherLayer: text({
      meaning: 'The layer of the other network that it is held beside; that of the same name when absent.',
      empty: true,
      fallback: '',
      example: 'mixed4',
    }),
    detector: choice(
      detectorNames.map((name) => [name, detectorWords[name].several]),
      {
        meaning: 'What is looked for in both networks; the tuning curves run over its direction.',
        fallback: 'curve',
      },
    ),
    units: text({
      meaning: 'Units of the layer whose pictures are shown; all when absent. Few are made for a wide layer.',
      empty: true,
      fallback: '',
      example: 'conv6/119 conv6/70',
    }),
    otherUnits: text({
      meaning: 'The same of the other network’s layer.',
      empty: true,
      fallback: '',
      example: 'mixed6/107 mixed6/77',
    }),
    unit: choice(
      ({ network }, { layer }) => [NONE, ...unitsOf(network, String(layer)).keys()].map((each) => [each, String(each)]),
      {
        meaning: 'The channel of the first network that is shown; that of the most alike pair when absent.',
        reader: true,
        fallback: NONE,
      },
    ),
  },
  clash: ({ other }, { network }) =>
    other === network.id
      ? `<Universality> compares ${other} with itself (write another network, as in other="…")`
      : undefined,
  requests({ layer, other, otherLayer, detector, units, otherUnits, seed }, at): Record<string, AnyRequest> {
    const second = at.networkNamed(other)
    const named = otherLayer === '' ? layer : otherLayer
    const allowed = compared(second).map(({ name }) => name)
    if (!allowed.includes(named))
      throw new Error(
        `<Universality> compares a layer of ${other}, which has no ${named} to compare (write otherLayer as one of ${allowed.join(', ')})`,
      )
    const matches: UniversalityRequest = {
      kind: 'universality',
      model: at.network.id,
      other,
      layer,
      otherLayer: named,
      families: [...SEARCHED],
      detector,
    }
    return {
      matches,
      own: pictures(at.network, layer, units, seed),
      other: pictures(second, named, otherUnits, seed),
    }
  },
  begins: ({ matches }: Made, { unit }) => ({ unit: unit === NONE ? (matches.data.pairs[0]?.unit ?? NONE) : unit }),
  view: ({ matches }: Made, { model, other, layer, otherLayer, detector, unit }) =>
    viewOf(
      matches.data,
      { names: [model, other], layers: [layer, otherLayer === '' ? layer : otherLayer], detector },
      unit,
    ),
  words: (view) => describe(view),
  table: (view) => matchTable(view),
})
