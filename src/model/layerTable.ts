/**
 * The layer table: what `public/models/<id>/model.json` holds, parsed once into resolved types.
 *
 * A network is a list of layers in an order in which each comes after its inputs. Branches,
 * concatenation and residual sums are therefore nothing special. The reserved name `input` is the
 * image after scaling. A layer called `conv4.pre` is the preactivation of `conv4`; its parameters are
 * stored as `conv4/kernel` (HWIO; dense: in × out) and `conv4/bias`.
 */
import { z } from 'zod'

const size = z.int().positive()
const padding = z.tuple([z.int().min(0), z.int().min(0), z.int().min(0), z.int().min(0)])
const layerName = z.string().regex(/^[A-Za-z][\w-]*(\.[\w-]+)*$/)

/** One input, for all operations but `concat` and `add`. */
const one = z.tuple([layerName])
const several = z.array(layerName).min(2)
/** `[top, bottom, left, right]`, always explicit: the word "same" never appears. */
const sliding = { stride: size.default(1), padding: padding.default([0, 0, 0, 0]) }

const operations = [
  z.strictObject({
    name: layerName,
    op: z.literal('conv'),
    inputs: one,
    /** `[height, width]` of the kernel. */
    kernel: z.tuple([size, size]),
    filters: size,
    dilation: size.default(1),
    groups: size.default(1),
    ...sliding,
  }),
  z.strictObject({ name: layerName, op: z.literal('relu'), inputs: one }),
  z.strictObject({ name: layerName, op: z.literal('leakyRelu'), inputs: one, slope: z.number() }),
  z.strictObject({
    name: layerName,
    op: z.literal('maxPool'),
    inputs: one,
    window: z.tuple([size, size]),
    ...sliding,
  }),
  z.strictObject({
    name: layerName,
    op: z.literal('avgPool'),
    inputs: one,
    window: z.tuple([size, size]),
    /** Whether the zeros of the padding count in the mean (PyTorch's default). */
    countPadding: z.boolean(),
    ...sliding,
  }),
  z.strictObject({ name: layerName, op: z.literal('globalAverage'), inputs: one }),
  z.strictObject({ name: layerName, op: z.literal('concat'), inputs: several }),
  z.strictObject({ name: layerName, op: z.literal('add'), inputs: several }),
  z.strictObject({ name: layerName, op: z.literal('dense'), inputs: one, units: size }),
  z.strictObject({ name: layerName, op: z.literal('softmax'), inputs: one }),
  z.strictObject({
    name: layerName,
    op: z.literal('lrn'),
    inputs: one,
    /** Channels on each side that enter the sum. */
    radius: z.int().min(0),
    bias: z.number().positive(),
    alpha: z.number(),
    beta: z.number(),
  }),
] as const

const layerSchema = z.discriminatedUnion('op', operations)

const layerTableSchema = z.strictObject({
  /** Folder name under `public/models`. */
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  title: z.string().min(1),
  input: z.strictObject({
    /** Height and width in pixels of the images the network was trained on. */
    size,
    channels: size,
    /** An image in [0, 1] enters the network as `scale · image + offset`. */
    scale: z.number(),
    offset: z.number(),
  }),
  /** One readable name per unit of the last dense layer; empty where there are none. */
  classes: z.array(z.string()),
  layers: z.array(layerSchema).min(1),
  weights: z.strictObject({
    file: z.string().regex(/^[\w.-]+\.safetensors$/),
    bytes: size,
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  license: z.string().min(1),
  /** How the network came to be: data, training, published accuracy. Markdown. */
  provenance: z.string().min(1),
})

export type Layer = z.infer<typeof layerSchema>
export type Convolution = Extract<Layer, { op: 'conv' }>
export type LayerTable = z.infer<typeof layerTableSchema>

/** The input of the first layers: the scaled image. */
export const INPUT = 'input'

/** The name under which a layer's parameters are stored: `conv4.pre` → `conv4`. */
export const parameterName = (layer: string): string => layer.replace(/\.pre$/, '')

/**
 * Parses a `model.json`.
 * @throws Error naming the field, the value found and what was allowed
 */
export function parseLayerTable(json: unknown): LayerTable {
  const parsed = layerTableSchema.safeParse(json)
  if (!parsed.success) throw new Error(`invalid layer table: ${z.prettifyError(parsed.error)}`)
  const seen = new Set([INPUT])
  for (const layer of parsed.data.layers) {
    if (seen.has(layer.name)) throw new Error(`duplicate layer: ${layer.name}`)
    for (const input of layer.inputs)
      if (!seen.has(input))
        throw new Error(
          `unknown input of layer ${layer.name}: ${input} (allowed: ${[...seen].join(', ')}; a layer comes after its inputs)`,
        )
    seen.add(layer.name)
  }
  const { classes, layers } = parsed.data
  const readout = layers.filter((layer) => layer.op === 'dense').at(-1)
  if (classes.length > 0 && classes.length !== readout?.units)
    throw new Error(
      `${classes.length} classes for ${readout ? `the ${readout.units} units of layer ${readout.name}` : 'a network without a dense layer'} (name every unit, or none)`,
    )
  return parsed.data
}

/**
 * The layer of that name.
 * @throws Error listing the layers there are
 */
export function layerNamed(table: LayerTable, name: string): Layer {
  const layer = table.layers.find((candidate) => candidate.name === name)
  if (layer) return layer
  const known = table.layers.map((candidate) => candidate.name).join(', ')
  throw new Error(`unknown layer: ${name} (${table.id} has ${known})`)
}
