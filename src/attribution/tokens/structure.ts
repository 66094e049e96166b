/** `tokenStructure(table)` → where a transformer's tokens, attention and readout are. */
import { extents } from '../../model/geometry.ts'
import { isAttention } from '../../model/ops/attention.ts'
import { isToken } from '../../model/ops/token.ts'
import { isTokens } from '../../model/ops/tokens.ts'
import { classesOf } from '../classScore.ts'
import type { LayerTable } from '../../vocabulary/layerTable.ts'

export interface TokenStructure {
  /** The layers that hold attention's probabilities, the first block's first. */
  attention: readonly string[]
  /** Tokens in all, and how many come before those of the patches. */
  tokens: number
  before: number
  /** Rows and columns of patches. */
  grid: readonly [number, number]
  /** The token that the classes are read from; null where they are read from the mean of all. */
  read: number | null
  /** The layer whose units are the classes. */
  readout: string
}

/** @throws Error for a network that is no transformer over patches of one image */
export function tokenStructure(table: LayerTable): TokenStructure {
  const attention = table.layers.filter(isAttention).map(({ name }) => name)
  const tokens = table.layers.find(isTokens)
  if (!tokens || attention.length === 0)
    throw new Error(
      `no transformer: ${table.id} has no ${tokens ? 'attention' : 'tokens of patches'} (allowed: a network with layers of the operations tokens and attention)`,
    )
  const sizes = extents(table)
  const { height, width } = sizes.get(tokens.inputs[0])!
  const odd = attention.find((name) => sizes.get(name)!.width !== tokens.before + height * width)
  if (odd !== undefined)
    throw new Error(
      `attention of ${odd} is over ${sizes.get(odd)!.width} tokens, not the ${tokens.before + height * width} of ${tokens.name}`,
    )
  return {
    attention,
    tokens: tokens.before + height * width,
    before: tokens.before,
    grid: [height, width],
    read: table.layers.find(isToken)?.index ?? null,
    readout: classesOf(table).layer,
  }
}
