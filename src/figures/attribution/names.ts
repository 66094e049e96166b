/** The methods as readers know them, in the order shown. */
import { inOrder, quickestFirst } from '../../vocabulary/method.ts'
import { vocabulary } from '../../widgets/vocabulary.ts'

export const ORDER = inOrder(vocabulary.methods)

export const NAMES: Readonly<Record<string, string>> = Object.fromEntries(
  ORDER.map((name) => [name, vocabulary.methods[name]!.title]),
)

/** So that a first map is there soon. */
export const QUICKEST = quickestFirst(vocabulary.methods)

/** Cells of a mosaic, as `request.ts` allows them, and in words. */
export const GRIDS = [1, 2, 4] as const
export const GRID_NAMES = ['one picture', 'two side by side', 'four in a square'] as const
