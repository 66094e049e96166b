import { formatEdits, parseEdits, STRONGEST, type Scaling } from '../edit.ts'
import { INPUT, isAdjacent, layerOf, partsOf, weighedLayers, type Network } from '../network.ts'
import type { Prop, PropOptions } from './prop.ts'
import { parsedText } from './text.ts'
import { ranges, unitIn } from './unit.ts'

/** Whether weights lead to the unit, and to it from the unit that the connection comes from. */
function isEdit(network: Network, { unit, from }: Scaling): boolean {
  if (unitIn(weighedLayers(network), unit) === undefined) return false
  if (from === undefined) return true
  const below = layerOf(network, layerOf(network, partsOf(unit).layer)?.weights?.adjacent ?? INPUT)
  return below !== undefined && unitIn([below], from) !== undefined && isAdjacent(network, from, unit)
}

/** Units and connections, each with the factor that it is scaled by; none where the text is empty. */
export const edits = <const R extends boolean = false>(options: PropOptions<string, R>): Prop<string, R> =>
  parsedText(options, {
    allowed: ({ network }, _, refused) =>
      `units and connections, each once and with a factor up to ${STRONGEST}, separated by spaces, of ${ranges(weighedLayers(network), refused)}`,
    example: 'conv4/39*0 conv3/5>conv4/39*0.5',
    parse(text, { network }) {
      const found = parseEdits(text)
      const weights = new Set(found.map(({ unit, from }) => `${from}>${unit}`))
      return weights.size === found.length && found.every((each) => isEdit(network, each))
        ? formatEdits(found)
        : undefined
    },
    examples({ network }) {
      const layers = weighedLayers(network)
      const joined = layers.filter(({ weights: { adjacent } }) => adjacent !== INPUT)
      return [
        '',
        layers.map(({ name, channels }) => `${name}/${channels - 1}*0`).join(' '),
        joined.map(({ name, weights: { adjacent } }) => `${adjacent}/0>${name}/0*-0.5`).join(' '),
      ]
    },
  })
