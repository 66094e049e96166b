/** The words that an author has for a unit (`names.json` beside the network), and how they stand beside its reference. */
import type { Network } from './network.ts'

type Named = Pick<Network, 'names'>

/** `upward curve`; undefined for a unit without a name. A position, as in `conv4/39@8,8`, is of the same unit. */
export const unitName = ({ names }: Named, unit: string): string | undefined => names?.[unit.replace(/@.*/, '')]

/** `upward curve · conv4/39`, or `conv4/39` for a unit without a name. */
export function namedUnit(network: Named, unit: string): string {
  const name = unitName(network, unit)
  return name === undefined ? unit : `${name} · ${unit}`
}
