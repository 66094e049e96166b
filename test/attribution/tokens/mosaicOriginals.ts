/** The parameters of `../shared/models/mosaic/weights.safetensors` under the names of the layer table. */
import type { StoredTensor } from '../../../src/model/safetensors.ts'

export function storedAsOriginals(original: ReadonlyMap<string, StoredTensor>): Map<string, StoredTensor> {
  const found = new Map<string, StoredTensor>()
  for (const [name, tensor] of original) {
    const { data, shape } = tensor
    const parts = name.split('/')
    const kind = parts.pop()!
    const layer = parts.join('.')
    if (name === 'class') found.set('tokens/bias', tensor)
    else if (name === 'positions') found.set('tokens/kernel', tensor)
    else if (kind === 'gamma') found.set(`${layer}/kernel`, tensor)
    else if (kind === 'beta') found.set(`${layer}/bias`, tensor)
    // What is dense for each token is a 1 × 1 convolution.
    else if (kind === 'kernel' && layer.startsWith('block'))
      found.set(`${layer}/kernel`, { data, shape: [1, 1, ...shape] })
    else found.set(`${layer}/${kind}`, tensor)
  }
  return found
}
