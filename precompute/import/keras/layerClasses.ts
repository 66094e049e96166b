/** The layer classes of Keras that have a graph here, by name. */
import type { LayerClass } from './layer.ts'
import { activations } from './layers/activations.ts'
import { merging } from './layers/merging.ts'
import { normalizing } from './layers/normalizing.ts'
import { pooling } from './layers/pooling.ts'
import { shaping } from './layers/shaping.ts'
import { weighing } from './layers/weighing.ts'

const CLASSES = new Map(
  [activations, merging, normalizing, pooling, shaping, weighing].flatMap((classes) => Object.entries(classes)),
)

/** Older and newer names of a class. */
const ALIASES: Readonly<Record<string, string>> = {
  Convolution2D: 'Conv2D',
  SeparableConvolution2D: 'SeparableConv2D',
  Convolution2DTranspose: 'Conv2DTranspose',
  Deconvolution2D: 'Conv2DTranspose',
  MaxPool2D: 'MaxPooling2D',
  AvgPool2D: 'AveragePooling2D',
  GlobalAvgPool2D: 'GlobalAveragePooling2D',
  GlobalMaxPool2D: 'GlobalMaxPooling2D',
  BatchNormalizationV1: 'BatchNormalization',
  BatchNormalizationV2: 'BatchNormalization',
  SyncBatchNormalization: 'BatchNormalization',
}

/** Undefined for a class that is not known. */
export const layerClass = (name: string): LayerClass | undefined => CLASSES.get(ALIASES[name] ?? name)
