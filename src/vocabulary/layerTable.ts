/**
 * The layer table: what `public/models/<id>/model.json` holds.
 *
 * A network is a list of layers in an order in which each comes after its inputs. Branches,
 * concatenation and residual sums are therefore nothing special. The reserved name `input` is the
 * image after scaling. A layer called `conv4.pre` is the preactivation of `conv4`; its parameters are
 * stored as `conv4/kernel` (HWIO; dense: in × out) and `conv4/bias`.
 */
import { unknownLayer } from './unit.ts'

/** What every layer has; the file of its operation, `src/model/ops/<op>.ts`, says what else. */
export interface Layer {
  name: string
  op: string
  inputs: [string, ...string[]]
}

export interface LayerTable {
  /** Folder name under `public/models`. */
  id: string
  title: string
  input: NetworkInput
  /** One readable name per unit of the layer that scores them, names may repeat; empty where there are none. */
  classes: string[]
  layers: Layer[]
  weights: { file: string; bytes: number; sha256: string }
  license: string
  /** How the network came to be: data, training, published accuracy. Markdown. */
  provenance: string
  /** Where it was imported from another format. */
  imported?: Imported
}

/** How a network came from a file of another format. */
export interface Imported {
  file: string
  sha256: string
  /** As in `ONNX, opset 13, written by pytorch 1.13.0`. */
  format: string
  /** What differs from the file, a sentence each. */
  notes: string[]
  /** What it was compared with, and how near it came, a sentence each. */
  parity: string[]
}

/** The images that a network takes. */
export interface NetworkInput {
  /** In pixels, of the images the network was trained on; `size` in a file stands for both. */
  height: number
  width: number
  /** 3 for colour, 1 for grey. */
  channels: number
  /** An image in [0, 1] enters the network as `scale · image + offset`: a number per channel, in the order of `order`. */
  scale: number[]
  offset: number[]
  /** In which order the network takes the colours; images are RGB wherever they stand outside of it. */
  order: 'RGB' | 'BGR'
}

/** Of a network's images, in pixels: the side of the square that holds one. */
export const longerSide = ({ height, width }: Pick<NetworkInput, 'height' | 'width'>): number => Math.max(height, width)

/** The input of the first layers: the scaled image. */
export const INPUT = 'input'

/** The name under which a layer's parameters are stored: `conv4.pre` → `conv4`. */
export const parameterName = (layer: string): string => layer.replace(/\.pre$/, '')

/**
 * The layer of that name.
 * @throws Error listing the layers there are
 */
export function layerNamed(table: Pick<LayerTable, 'id' | 'layers'>, name: string): Layer {
  const layer = table.layers.find((candidate) => candidate.name === name)
  if (layer) return layer
  throw unknownLayer(name, table)
}
