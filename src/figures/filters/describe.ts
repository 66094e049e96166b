/** Kernels in words, for who cannot see them. */
import type { Kernel } from '../../circuits/kernels/kernels.ts'
import { layerOf } from '../../vocabulary/network.ts'
import type { Surroundings } from '../../vocabulary/props/prop.ts'
import { formatNumber } from '../../widgets/number.ts'

interface Asked {
  layer: string
  /** −1 for all. */
  channel: number
}

/** The units that a kernel of `layer` joins. */
export function joined({ from, to }: Kernel, layer: string, { network }: Pick<Surroundings, 'network'>) {
  const features = layerOf(network, layer)?.weights?.adjacent ?? ''
  return { from: from === null ? 'the image' : `${features}/${from}`, to: `${layer}/${to}`, features }
}

export function kernelName(kernel: Kernel, layer: string, at: Pick<Surroundings, 'network'>): string {
  const { from, to } = joined(kernel, layer, at)
  return `${kernel.from === null ? '' : `${from} → `}${to}, size ${formatNumber(kernel.norm)}`
}

export function describe(kernels: readonly Kernel[], { layer, channel }: Asked, at: Surroundings): string {
  const [largest] = kernels
  const lead = channel < 0 ? '' : ` that lead to ${layer}/${channel}`
  return `${kernels.length} kernels of ${layer}${lead}.${largest ? ` The largest: ${kernelName(largest, layer, at)}.` : ''}`
}
