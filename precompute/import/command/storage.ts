/** How a network's weights are stored. */
import { isAttention } from '../../../src/model/ops/attention.ts'

/**
 * Half precision, and single precision where the network has attention, unless one is asked for.
 * @returns also a sentence to say where half precision is asked for and the network has attention
 */
export function storageOf(
  layers: readonly { op: string }[],
  asked: 'float32' | 'float16' | undefined,
): { kind: 'float32' | 'float16'; words: string[] } {
  const attends = layers.some(isAttention)
  const kind = asked ?? (attends ? 'float32' : 'float16')
  if (!attends || kind === 'float32') return { kind, words: [] }
  return {
    kind,
    words: [
      'Relevance propagated through attention divides by sums near zero, so float16 can change its maps far more: --weights float32 keeps all digits.',
    ],
  }
}
