/** Two mirrored chains of units and the unit that joins them, on a head that turns or on a picture and its mirror image. */
import type { InvarianceData, InvarianceRequest } from '../../artifacts/invariance/artifact.ts'
import type { SheetRequest } from '../../artifacts/sheet/artifact.ts'
import { figureKind, type Shown } from '../../vocabulary/figureKind.ts'
import { fullConvolutions, partsOf, type Network, type NetworkLayer } from '../../vocabulary/network.ts'
import { choice } from '../../vocabulary/props/choice.ts'
import { picture } from '../../vocabulary/props/picture.ts'
import type { Resolved } from '../../vocabulary/props/prop.ts'
import { familyIn, ownNumbers, parameterProps } from '../../vocabulary/props/stimulus.ts'
import { parsedText } from '../../vocabulary/props/text.ts'
import { listOf, unit, unitIn } from '../../vocabulary/props/unit.ts'
import { describe, turnTable, type View } from './view.ts'

/** A layer, and one whose kernels weigh its units. */
type Step = readonly [NetworkLayer, NetworkLayer]

const stepsOf = (network: Network): Step[] =>
  fullConvolutions(network).flatMap((upper) => {
    const lower = network.layers.find(({ name }) => name === upper.weights.adjacent)
    return lower ? [[lower, upper] as const] : []
  })

/** The lower unit of a chain and the upper one, each of its layer. */
const chain = (meaning: string, example: string, steps: (network: Network, before: Resolved) => readonly Step[]) =>
  parsedText(
    { meaning },
    {
      allowed: ({ network }, before) =>
        `the lower and the upper unit, of ${steps(network, before)
          .map(([lower, upper]) => `${lower.name} and ${upper.name}`)
          .join(', or of ')}`,
      example,
      parse(text, { network }, before) {
        const units = listOf(text)
        const [lower = '', upper = ''] = units
        const stands = ([below, above]: Step) =>
          unitIn([below], lower) !== undefined && unitIn([above], upper) !== undefined
        return units.length === 2 && steps(network, before).some(stands) ? units.join(' ') : undefined
      },
      examples: ({ network }, before) =>
        steps(network, before).flatMap(([lower, upper]) => [`${lower.name}/0 ${upper.name}/1`]),
    },
  )

const layersOf = (units: unknown) => listOf(String(units)).map((each) => partsOf(each).layer)

/** Lower left, lower right, upper left, upper right, union. */
export function unitsOf({ left, right, union }: { left: string; right: string; union: string }): string[] {
  const [sides, others] = [listOf(left), listOf(right)]
  return [...sides.flatMap((each, step) => [each, others[step] ?? '']), union]
}

const pairOf = (text: string): [string, string] => {
  const [lower = '', upper = ''] = listOf(text)
  return [lower, upper]
}

export default figureKind({
  says: 'Two mirrored chains of units and the unit that joins them: a union over cases.',
  example: '<Invariance id="fig-i" left="conv4/13 conv5/69" right="conv4/20 conv5/68" union="conv6/9" />',
  props: {
    left: chain(
      'The lower unit and the upper one, separated by a space. The parameters of a head are props, too.',
      'conv4/13 conv5/69',
      (network) => stepsOf(network).filter(([, { name }]) => stepsOf(network).some(([lower]) => lower.name === name)),
    ),
    right: chain('The same of the chain on the other side.', 'conv4/20 conv5/68', (network, { left }) =>
      stepsOf(network).filter(([lower, upper]) => `${lower.name} ${upper.name}` === layersOf(left).join(' ')),
    ),
    union: unit({
      meaning: 'The unit of the next convolution that joins them.',
      layers: ({ network }, { left }) =>
        stepsOf(network).flatMap(([lower, upper]) => (lower.name === layersOf(left)[1] ? [upper] : [])),
    }),
    show: choice(
      [
        ['head', 'A head that turns'],
        ['picture', 'A picture and its mirror image'],
      ],
      { meaning: 'What the units see.', reader: true, fallback: 'head' },
    ),
    picture: picture({
      meaning: 'The picture that is mirrored: something with a left and a right.',
      reader: true,
      fallback: 'teapot-1',
    }),
  },
  more: (_, { vocabulary }) => parameterProps(familyIn(vocabulary, 'head')),
  requests({ left, right, union, seed, ...values }, { network, vocabulary }) {
    const invariance: InvarianceRequest = {
      kind: 'invariance',
      model: network.id,
      left: pairOf(left),
      right: pairOf(right),
      union,
      // Its pose is the reader's to turn.
      sample: ownNumbers(familyIn(vocabulary, 'head'), values, ['pose']),
    }
    const sheet: SheetRequest = { kind: 'sheet', model: network.id, units: unitsOf({ left, right, union }), seed }
    return { invariance, sheet }
  },
  view: (
    { invariance }: { invariance: Shown<InvarianceData, 'heads'>; sheet: Shown<unknown, 'sheet'> },
    values,
  ): View => ({
    units: unitsOf(values),
    turn: invariance.data.turn,
    curves: invariance.data.curves,
  }),
  words: describe,
  table: turnTable,
})
