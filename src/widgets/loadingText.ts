import type { Progress } from '../engine/messages.ts'
import { formatPercent } from './number.ts'

/** How much of the network is there. */
export const loadingText = ({ loaded, total }: Progress): string =>
  `Loading the network: ${formatPercent(loaded / total)}`
