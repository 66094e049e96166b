/**
 * Where the curve's handles lie in the picture.
 *
 * Pixels, x right and y down. Around the curve's point, `u` runs along the outward normal and `v`
 * along the curve, counter-clockwise.
 */
export interface Curve {
  /** Degrees, counter-clockwise, of the outward normal. */
  angle: number
  /** 1 / pixels, at least 0. */
  curvature: number
  x: number
  y: number
}

/** From the point to the handle that turns the curve, and along the curve to the one that bends it. */
export const REACH = 10

export const axes = (angle: number) => {
  const radians = (angle * Math.PI) / 180
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)]
  return { normal: [cos, -sin] as const, along: [-sin, -cos] as const }
}

const from = ({ angle, x, y }: Curve, u: number, v: number): [number, number] => {
  const { normal, along } = axes(angle)
  return [x + u * normal[0] + v * along[0], y + u * normal[1] + v * along[1]]
}

export const turnHandle = (curve: Curve): [number, number] => from(curve, REACH, 0)

/** @param side 1 or −1: the end of the curve that the handle is on */
export function bendHandle(curve: Curve, side: number): [number, number] {
  const turn = curve.curvature * REACH
  if (turn < 1e-6) return from(curve, 0, side * REACH)
  return from(curve, (Math.cos(turn) - 1) / curve.curvature, (side * Math.sin(turn)) / curve.curvature)
}
