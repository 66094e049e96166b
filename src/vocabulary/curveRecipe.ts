/**
 * A curve detector built by hand from line detectors, after Cammarata et al. 2021, Curve Circuits
 * (distill.pub/2020/circuits/curve-circuits): at each place of the kernel, lines that lie along the curve there
 * excite, lines that cross it inhibit.
 */

/** Directions of lines that are told apart, 180 / DIRECTIONS degrees from one to the next, from 0 up. */
export const DIRECTIONS = 8

export interface CurveRecipe {
  /** Degrees, counter-clockwise: the curve's outward normal. */
  angle: number
  /** 1 / radius, per input pixel. */
  curvature: number
  /** Input pixels from the kernel's middle outward to the curve. */
  shift: number
  /** Input pixels to either side of the curve at which a line counts for 1/√e of one on it. */
  width: number
  /** Degrees off the curve's direction at which a line counts for 1/√e of one along it. */
  tolerance: number
  /** How strongly lines across the curve inhibit, as a share of those along it. */
  inhibition: number
}

/** The recipe with its threshold. */
export interface WholeRecipe extends CurveRecipe {
  /** As a share of the largest sum on any curve. */
  threshold: number
}

/** The recipe step by step: lines in a row, bent, with what crosses them inhibiting, above a threshold. */
export function recipeSteps(whole: WholeRecipe): WholeRecipe[] {
  return [
    { ...whole, curvature: 0, inhibition: 0, threshold: 0 },
    { ...whole, inhibition: 0, threshold: 0 },
    { ...whole, threshold: 0 },
    whole,
  ]
}

/** Signed weights from −1 to 1, `(DIRECTIONS, side, side)` row by row. */
export type Sketch = Float32Array

/**
 * The weights that the recipe asks for.
 * @param side cells of the kernel's side
 * @param stride input pixels from one cell to the next
 */
export function sketchOf(
  { angle, curvature, shift, width, tolerance, inhibition }: CurveRecipe,
  side: number,
  stride: number,
): Sketch {
  const sketch = new Float32Array(DIRECTIONS * side * side)
  const turn = (angle * Math.PI) / 180
  const [nx, ny] = [Math.cos(turn), -Math.sin(turn)]
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++) {
      const x = (column - (side - 1) / 2) * stride - shift * nx
      const y = (row - (side - 1) / 2) * stride - shift * ny
      // How far outside the curve the cell lies, and the curve's normal nearest to it.
      let [outside, normal] = [x * nx + y * ny, turn]
      if (curvature > 0) {
        const [fromX, fromY] = [x + nx / curvature, y + ny / curvature]
        outside = Math.hypot(fromX, fromY) - 1 / curvature
        normal = Math.atan2(-fromY, fromX)
      }
      const near = Math.exp(-(outside ** 2) / (2 * width ** 2))
      for (let direction = 0; direction < DIRECTIONS; direction++) {
        const off = acute((normal * 180) / Math.PI + 90 - (180 * direction) / DIRECTIONS)
        const along = Math.exp(-(off ** 2) / (2 * tolerance ** 2))
        const across = Math.exp(-((90 - off) ** 2) / (2 * tolerance ** 2))
        sketch[(direction * side + row) * side + column] = near * (along - inhibition * across)
      }
    }
  return sketch
}

/** The angle between two lines, from 0 to 90 degrees. */
const acute = (degrees: number): number => {
  const within = ((degrees % 180) + 180) % 180
  return Math.min(within, 180 - within)
}

/** A unit that stands for a direction in the kernel, and by how much. */
export interface LineInput {
  channel: number
  /** From 0 to 180 degrees. */
  angle: number
  /** The largest response to a line. */
  peak: number
}

/**
 * The kernel, `(side, side, channels)` row by row: each line detector gets the sketch of the directions on
 * either side of its own, in proportion, over its peak, so that all drive the curve alike.
 */
export function kernelOf(sketch: Sketch, inputs: readonly LineInput[], channels: number, side: number): number[] {
  const kernel = Array<number>(side * side * channels).fill(0)
  for (const { channel, angle, peak } of inputs) {
    const at = (angle / 180) * DIRECTIONS
    const lower = Math.floor(at) % DIRECTIONS
    const upper = (lower + 1) % DIRECTIONS
    const share = at - Math.floor(at)
    for (let cell = 0; cell < side * side; cell++)
      kernel[cell * channels + channel] =
        ((1 - share) * sketch[lower * side * side + cell] + share * sketch[upper * side * side + cell]) / peak
  }
  return kernel
}

/** The sketch of the same curve turned counter-clockwise: its cells and its directions turn together; between them, linear. */
export function turnedSketch(sketch: Sketch, side: number, degrees: number): Sketch {
  const turned = new Float32Array(sketch.length)
  const [cosine, sine] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]
  const middle = (side - 1) / 2
  const cell = (direction: number, row: number, column: number): number =>
    row < 0 || column < 0 || row >= side || column >= side
      ? 0
      : sketch[(((direction % DIRECTIONS) + DIRECTIONS) % DIRECTIONS) * side * side + row * side + column]
  const between = (direction: number, row: number, column: number): number => {
    const [top, left] = [Math.floor(row + 1e-9), Math.floor(column + 1e-9)]
    const [down, right] = [Math.max(0, row - top), Math.max(0, column - left)]
    return (
      (1 - down) * ((1 - right) * cell(direction, top, left) + right * cell(direction, top, left + 1)) +
      down * ((1 - right) * cell(direction, top + 1, left) + right * cell(direction, top + 1, left + 1))
    )
  }
  for (let direction = 0; direction < DIRECTIONS; direction++)
    for (let row = 0; row < side; row++)
      for (let column = 0; column < side; column++) {
        // Where the cell was before the turn; rows run down, so a turn to the left is one to the right of them.
        const [x, y] = [column - middle, row - middle]
        const from = direction - (degrees / 180) * DIRECTIONS
        const lower = Math.floor(from + 1e-9)
        const share = Math.max(0, from - lower)
        const [wasRow, wasColumn] = [middle + sine * x + cosine * y, middle + cosine * x - sine * y]
        turned[(direction * side + row) * side + column] =
          (1 - share) * between(lower, wasRow, wasColumn) + share * between(lower + 1, wasRow, wasColumn)
      }
  return turned
}
