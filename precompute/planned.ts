/** What a run has before it. */
import type { Directory } from './directory.ts'
import type { Kinds } from './kinds.ts'
import type { Item } from './plan.ts'

export interface Planned {
  items: Item[]
  directory: Directory
  /** Those that the items are of. */
  kinds: Kinds
  whole: boolean
}
