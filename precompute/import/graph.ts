/**
 * The neutral graph: what a reader of a format makes of a file, and all that the normal form (`normal/`) and parity
 * (`parity/`) know of it.
 *
 * **Found by place.** Every file `precompute/import/<format>.ts` beside this one default-exports a {@link Format};
 * no list names it. A format that needs more than one file keeps the others in a folder `precompute/import/<format>/`.
 *
 * **Layout.** A reader keeps the layout of its file: tensors stay NCHW or NHWC, kernels OIHW or HWIO, Flatten in
 * the file's order. Each operation that depends on it says its `layout`, and the normal form turns everything
 * to height × width × channels. Every other operation has NumPy's meaning: axes count in the file's own tensors, batch
 * included, negative ones from the end; elementwise operations broadcast. Tensors are row-major.
 *
 * **The reader resolves** what is the format's alone: bytes to numbers (quantized and half-precision weights to float32,
 * external shards read, endianness), nested models and functions inlined, fused operations taken apart (`fusedConv2d`
 * with an activation is a `conv` and a `relu`), weights bound to their nodes, names made unique, training-time nodes left
 * out or emitted as `identity`. Outputs of weights need not be computed: a subgraph of constants may stay as nodes.
 *
 * **The normal form does** what all formats share: constants folded, shapes of a dynamic axis put in, layouts turned,
 * padding made numbers, batch normalization and constant factors folded into the layer before, activations recognized
 * where they stand as several nodes, softmax split from scores, names made lawful, what no output needs left out.
 *
 * **What the file cannot say** a reader leaves `null` (or out, in `says`). The command then asks for it by name. A
 * reader never fills in a usual value.
 *
 * **Errors** are `Failure(EXIT.input, what, remedy)` of `../failure.ts`. A damaged, lying or oversized file is refused
 * with its reason before memory is taken for what it claims: sizes are checked against the bytes that there are, and
 * against {@link LIMITS}.
 */

/** Bounds that every reader keeps, so that no file takes unbounded time or memory. */
export const LIMITS = {
  /** Bytes of a file, its shards together. */
  bytes: 2 ** 30,
  /** Nodes of a graph, nested ones together. */
  nodes: 20_000,
  /** Numbers in all constants together. */
  numbers: 2 ** 28,
  /** Axes of a tensor. */
  rank: 8,
  /** How deep models, groups, functions or pickled values may be nested. */
  depth: 64,
  /** Pixels along an axis of the input. */
  side: 4096,
} as const

/** A tensor whose numbers the file holds, row by row. */
export interface Constant {
  /** Empty for a scalar. */
  shape: readonly number[]
  /** Float32Array for weights; Float64Array for whole numbers (exact to 2^53), booleans and doubles. */
  data: Float32Array | Float64Array
  /** Division of whole numbers truncates. Absent: real numbers. */
  whole?: true
}

/** In a value's name, says that it is the reader's own, between two nodes that stand for one of the file's. */
export const OWN = '\u0000'

export type Layout = 'NCHW' | 'NHWC'

/**
 * Around height and width of the input. `same-upper` is TensorFlow's `same` and ONNX's SAME_UPPER (an odd pixel
 * goes below and right), `same-lower` puts it above and left.
 */
export type WindowPadding =
  'valid' | 'same-upper' | 'same-lower' | readonly [top: number, bottom: number, left: number, right: number]

type Pair = readonly [height: number, width: number]

/** Of a window that slides over height and width. */
interface Slide {
  layout: Layout
  strides: Pair
  dilations: Pair
  padding: WindowPadding
}

interface Pool extends Slide {
  window: Pair
  /** Whether a window that hangs over the end counts, as long as it begins inside the padded input. */
  ceil: boolean
}

/** No attributes. */
type None = Record<never, never>

/**
 * Operations and their attributes; each comment gives the inputs in their order, those in brackets may be absent. A
 * value that is marked constant must be one after folding.
 */
export interface Operations {
  /**
   * x, kernel (constant), [bias (constant)]. The kernel is OIHW for NCHW, `(filters, channels / groups, height, width)`,
   * and HWIO for NHWC, `(height, width, channels / groups, filters)`.
   */
  conv: Slide & { groups: number }
  /**
   * x, kernel (constant), [bias (constant)]. TensorFlow's: kernel `(height, width, channels, multiplier)`, filter
   * `c · multiplier + m` reads channel c. A depthwise convolution of PyTorch or ONNX is a `conv` with groups.
   */
  depthwiseConv: Slide
  /**
   * x, kernel (constant), [bias (constant)]. The kernel is IOHW for NCHW, `(channels, filters / groups, height, width)`,
   * and HWOI for NHWC, `(height, width, filters, channels)`. `size` is height and width of the output where the file
   * gives it in numbers; `outputPadding` else adds rows and columns at the end (0, 0 by default).
   */
  convTranspose: Slide & { groups: number; outputPadding: Pair; size?: Pair }
  /** x; the padding never is the largest. */
  maxPool: Pool
  /** x; `countPadding`: whether the zeros of the padding count in the mean (never those that `ceil` adds). */
  avgPool: Pool & { countPadding: boolean }
  /** x; over `axes`, all when empty. */
  reduceMean: { axes: readonly number[]; keepDims: boolean }
  reduceMax: { axes: readonly number[]; keepDims: boolean }
  reduceSum: { axes: readonly number[]; keepDims: boolean }
  /** a, b: the matrix product of NumPy, `(…, n, k) · (k, m)`; one of them constant where a layer is meant. */
  matMul: None
  /** a, b, [c]: `alpha · A · B + beta · C`, with A and B transposed first where said. PyTorch's linear has `transB`. */
  gemm: { alpha: number; beta: number; transA: boolean; transB: boolean }
  /** x, scale, offset, mean, variance (constants over `axis`): `scale · (x − mean) / √(variance + epsilon) + offset`. */
  batchNorm: { epsilon: number; axis: number }
  /** x, [scale], [offset] (constants over the last axes from `axis` on). */
  layerNorm: { epsilon: number; axis: number }
  /** x; `size` channels around each, `x / (bias + alpha · Σ x²)^beta`: alpha for the sum, not for the mean that ONNX divides. */
  lrn: { size: number; bias: number; alpha: number; beta: number; axis: number }
  /** x, elementwise. */
  relu: None
  sigmoid: None
  tanh: None
  silu: None
  hardSwish: None
  softplus: None
  erf: None
  exp: None
  log: None
  sqrt: None
  reciprocal: None
  abs: None
  neg: None
  floor: None
  ceil: None
  /** Negative values times `alpha`. */
  leakyRelu: { alpha: number }
  /** `alpha · (eˣ − 1)` below zero. */
  elu: { alpha: number }
  /** `min(1, max(0, alpha · x + beta))`; Keras: 1/6 and 1/2 since version 3, 0.2 and 1/2 before. */
  hardSigmoid: { alpha: number; beta: number }
  gelu: { approximate: 'none' | 'tanh' }
  /** x, slope (constant, broadcast). */
  prelu: None
  /** x, [least], [largest] (constants): a ReLU6 is a clip from 0 to 6. */
  clip: None
  /** a, b, broadcast. */
  add: None
  sub: None
  mul: None
  div: None
  pow: None
  min: None
  max: None
  /** Comparisons; 1 where they hold, else 0. */
  equal: None
  less: None
  greater: None
  /** condition, a, b. */
  where: None
  /** Any number of inputs, broadcast. */
  sum: None
  /** Any number of inputs, side by side along `axis`. */
  concat: { axis: number }
  softmax: { axis: number }
  logSoftmax: { axis: number }
  argMax: { axis: number; keepDims: boolean }
  /** x: the same. Dropout, casts among real numbers, names for a value. */
  identity: None
  /** x: real numbers cut to whole ones (`whole`), or the other way. */
  cast: { whole: boolean }
  /** x → the lengths of its axes, whole numbers. */
  shape: None
  /** shape (constant) → that shape full of `value`. */
  constantOfShape: { value: number; whole: boolean }
  /** start, limit, step (constants). */
  range: None
  /** x, shape (constant); −1 is what is left over, and 0 the length that the axis had unless `zeroIsZero`. */
  reshape: { zeroIsZero: boolean }
  /** x → two axes: those before `axis` as one, and the others as one. Keras's Flatten has axis 1 and its layout's order. */
  flatten: { axis: number }
  /** x; `axes` of length 1, all of these when empty. */
  squeeze: { axes: readonly number[] }
  /** x, [axes (constant)]; else the attribute. */
  unsqueeze: { axes: readonly number[] }
  transpose: { permutation: readonly number[] }
  /** x, starts, ends, [axes], [steps] (constants); NumPy's, so ends may lie outside. */
  slice: None
  /** x, numbers of rows before and after: `2 · rank` of them, all befores first (constant), [value (constant)]. */
  pad: { mode: 'constant' | 'reflect' | 'edge' }
  /** x, [lengths (constant)] → as many outputs as the node names, equal when no lengths are given. */
  split: { axis: number }
  /** x, indices (constant). */
  gather: { axis: number }
  /** x, shape (constant): broadcast to it. */
  expand: None
  /** x, repeats (constant). */
  tile: None
  /**
   * x, [scales], [lengths] (constants, a number for each axis of x, where the file has them as tensors). Else `size` in
   * pixels or `scale`, one of them. `coordinates`: how a pixel of the
   * output finds its place in the input, ONNX's words; TensorFlow's `halfPixelCenters` is `half_pixel`, its
   * `alignCorners` `align_corners`, neither `asymmetric`. Keras's UpSampling2D is `half_pixel`, whether nearest or linear.
   */
  resize: {
    layout: Layout
    size?: Pair
    scale?: Pair
    mode: 'nearest' | 'linear'
    coordinates: 'half_pixel' | 'pytorch_half_pixel' | 'asymmetric' | 'align_corners'
    /** Which of two pixels is nearest to a place between them. */
    nearest: 'round_prefer_floor' | 'round_prefer_ceil' | 'floor' | 'ceil'
  }
  /** x: blocks of channels to pixels, `(C · b²) → (H · b, W · b)`; ONNX's DCR and CRD order; TensorFlow's is DCR. */
  depthToSpace: { layout: Layout; block: number; order: 'DCR' | 'CRD' }
  /**
   * What the reader met and this list lacks, by the name that its format has for it. A reader emits it rather
   * than refusing the file: it may lie where no output needs it. Else the normal form refuses, with its node and with what there is.
   */
  unknown: { operation: string }
}

export type OperationName = keyof Operations

/** An operation in place. Nodes come in an order in which each stands after what it reads. */
export type GraphNode = {
  [Op in OperationName]: {
    op: Op
    /** As the file has it, for readable layer names and for messages: `/layer1/layer1.0/conv1/Conv`, `block1_conv1`. */
    name: string
    /** Names of values or of constants, as its operation wants them; `''` for one that is left out. */
    inputs: readonly string[]
    /** Names of the values it makes, unique in the graph; one that the file has not holds {@link OWN}. */
    outputs: readonly string[]
    attributes: Operations[Op]
  }
}[OperationName]

/** An axis of an image. An axis of the file that joins several lists them, the slowest first. */
export type ImageAxis = 'batch' | 'height' | 'width' | 'channels'

/** What the network takes. */
export interface GraphInput {
  /** The value's name. */
  value: string
  /**
   * What each axis of its tensor is: `['batch', 'channels', 'height', 'width']` for NCHW, `['batch', 'height', 'width']`
   * for grey pictures without an axis of channels, `['batch', ['height', 'width', 'channels']]` for pictures that enter
   * as one row of numbers.
   */
  axes: readonly (ImageAxis | readonly ImageAxis[])[]
  /** In pixels; null where the file leaves it open, as for a dynamic axis or a flat row. */
  height: number | null
  width: number | null
  /** Null where the file leaves it open. */
  channels: number | null
}

/** What a file says of itself beside the network; what it does not say is left out. */
export interface Said {
  title?: string
  /** Names in the order of the outputs. */
  classes?: readonly string[]
  license?: string
  /**
   * What the network takes, where the file says it outside of its graph: a colour value v in [0, 1] enters as `(range · v − mean) / std`, one
   * number or one a channel. Not for what nodes of the graph compute: the normal form finds that.
   */
  values?: { from: string; range: number; mean: readonly number[]; std: readonly number[] }
  order?: 'RGB' | 'BGR'
}

export interface Graph {
  /** Images only, for now; a sequence of tokens is to come as another form of input. */
  input: GraphInput
  /** The values that the network puts out. The first is taken for its scores unless `--output NAME` names another. */
  outputs: readonly string[]
  nodes: readonly GraphNode[]
  constants: ReadonlyMap<string, Constant>
  says: Said
  provenance: {
    /** `ONNX, opset 13`, `Keras 3.2 (.keras)`. */
    format: string
    /** What wrote it, as in `pytorch 1.13.0`; null where the file does not say. */
    producer: string | null
    /** What was read otherwise than the file has it, a sentence each: `weights dequantized from 8 bits`. Shown on the model card. */
    notes: readonly string[]
  }
}

/**
 * Runs the file itself, by code that shares nothing with ours. `image` has the axes and values of the graph's input, one
 * picture; `values` are names of graph values, of which those that can be had are returned.
 * Loaded only when it is called; the caller calls `dispose`.
 */
export interface Original {
  /** `ONNX Runtime 1.30 (WASM)`. */
  by: string
  run(image: Constant, values: readonly string[]): Promise<ReadonlyMap<string, Constant>>
  dispose(): void | Promise<void>
}

/** What a reader returns. */
export interface Imported {
  graph: Graph
  /** How to run the original; or, in a sentence, why nothing independent can: it is printed, and stands on the card. */
  original: (() => Promise<Original>) | string
}

/** The file given on the command line, or the folder. */
export interface Source {
  /** As it was given. */
  path: string
  /** Its last part, as in `model.onnx`. */
  name: string
  /** Of the file; empty for a folder. */
  bytes: Uint8Array
  /** Names in the folder, where a folder was given. */
  folder: readonly string[] | null
  /**
   * A file beside it (or in the folder given), by a name that the file gives; undefined where there is none.
   * @throws Failure for a name that leads out of the folder, and beyond LIMITS.bytes in all
   */
  beside(name: string): Uint8Array | undefined
}

/** A reader: the default export of `precompute/import/<format>.ts`. */
export interface Format {
  /** As a message calls it: `ONNX`, `TensorFlow.js`, `Keras`, `PyTorch`. */
  name: string
  /** How its files are called, as in `model.onnx`; said where a file is none of any format. */
  files: string
  /** Whether a file is of this format, by its bytes first and its name second; cheap, and never throws. */
  recognizes(source: Source): boolean
  /** @throws Failure where the file is damaged or says what cannot be read */
  read(source: Source): Imported | Promise<Imported>
}
