/** The layers that the slow references compute, told apart by their operation. */
import type { AvgPool } from '../../src/model/ops/avgPool.ts'
import type { Convolution } from '../../src/model/ops/conv.ts'
import type { Dense } from '../../src/model/ops/dense.ts'
import type { LeakyRelu } from '../../src/model/ops/leakyRelu.ts'
import type { LocalResponseNormalization } from '../../src/model/ops/lrn.ts'
import type { MaxPool } from '../../src/model/ops/maxPool.ts'
import type { Layer, LayerTable } from '../../src/vocabulary/layerTable.ts'

type Named<Op extends string, L extends Layer = Layer> = L & { op: Op }

export type KnownLayer =
  | Named<'conv', Convolution>
  | Named<'relu'>
  | Named<'leakyRelu', LeakyRelu>
  | Named<'maxPool', MaxPool>
  | Named<'avgPool', AvgPool>
  | Named<'globalAverage'>
  | Named<'concat'>
  | Named<'add'>
  | Named<'dense', Dense>
  | Named<'softmax'>
  | Named<'lrn', LocalResponseNormalization>

export type KnownOf<Op extends KnownLayer['op']> = Extract<KnownLayer, { op: Op }>

export const knownLayers = ({ layers }: Pick<LayerTable, 'layers'>): KnownLayer[] => layers as KnownLayer[]
