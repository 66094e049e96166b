/** A network that the reader cuts, and what then becomes of its guesses, of a unit's picture and of its accuracy. */
import type { SheetRequest } from '../../artifacts/sheet/artifact.ts'
import type { SurgeryData, SurgeryRequest } from '../../artifacts/surgery/artifact.ts'
import { parseEdits } from '../../vocabulary/edit.ts'
import { figureKind, type Shown } from '../../vocabulary/figureKind.ts'
import { picturesOfLayers } from '../../vocabulary/layerPictures.ts'
import { weighedLayers } from '../../vocabulary/network.ts'
import { edits } from '../../vocabulary/props/edits.ts'
import { picture } from '../../vocabulary/props/picture.ts'
import { unit } from '../../vocabulary/props/unit.ts'
import { describe } from './describe.ts'
import { surgeryTable, type View } from './view.ts'

interface Made {
  surgery: Shown<SurgeryData, 'picture' | 'image'>
  /** The unit as it was. */
  picture: Shown<undefined, 'sheet'>
  /** The units that the author cut, or whose connections are cut. */
  cut: Shown<undefined, 'sheet'>
}

const pictures = (model: string, seed: number, units: string[]): SheetRequest => ({ kind: 'sheet', model, units, seed })

export default figureKind({
  says: 'A network with units removed and connections cut, before and after.',
  example: '<Surgery id="fig-cut" image="teapot-orange" edits="conv7/235*0" unit="logits/187" />',
  keeps: 'results',
  props: {
    edits: edits({
      meaning: 'Units and connections with a factor, separated by spaces: `conv4/39*0 conv3/5>conv4/39*0.5`.',
      reader: true,
    }),
    unit: unit({
      meaning: 'The unit whose picture is made again.',
      reader: true,
      layers: ({ network }) => weighedLayers(network),
    }),
    image: picture({ meaning: 'One of our pictures by its name, or a path below `content`.', reader: true }),
  },
  clash({ edits }, { network: { id, classes } }) {
    if (classes.length === 0) return `<Surgery> needs a network with classes (${id} has none)`
    return edits === ''
      ? 'invalid edits of <Surgery>: nothing (write a unit and a factor, as in edits="conv4/39*0")'
      : undefined
  },
  requests({ edits, unit, image, seed }, { network: { id } }) {
    const surgery: SurgeryRequest = { kind: 'surgery', model: id, unit, edits, image, seed }
    const cut = new Set(parseEdits(edits).map(({ unit, from }) => from ?? unit))
    return { surgery, picture: pictures(id, seed, [unit]), cut: pictures(id, seed, [...cut]) }
  },
  shows: ({ seed }, { network }) => picturesOfLayers(network, seed),
  view: ({ surgery: { data } }: Made): View => ({ guesses: data.guesses, comparison: data.comparison }),
  words: ({ guesses }, state, { network }) => describe(parseEdits(state.edits), guesses, network.classes),
  table: (view, _, { network }) => surgeryTable(view, network.classes),
})
