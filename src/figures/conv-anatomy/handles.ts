/**
 * Where the curve's handles lie in the picture, and what dragging them means.
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

const axes = (angle: number) => {
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
  return from(
    curve,
    (Math.cos(turn) - 1) / curve.curvature,
    (side * Math.sin(turn)) / curve.curvature,
  )
}

/** The curve whose normal points to (x, y). */
export const turned = (curve: Curve, x: number, y: number): Pick<Curve, 'angle'> => ({
  angle: degrees(Math.atan2(curve.y - y, x - curve.x)),
})

/**
 * The curve through its point and (x, y), and the side that (x, y) is on. Pulled past straight, the
 * curve bends the other way: its normal turns around.
 */
export function bent(
  curve: Curve,
  x: number,
  y: number,
): Pick<Curve, 'angle' | 'curvature'> & { side: number } {
  const { normal, along } = axes(curve.angle)
  const [dx, dy] = [x - curve.x, y - curve.y]
  const u = dx * normal[0] + dy * normal[1]
  const v = dx * along[0] + dy * along[1]
  // The circle through the origin, tangent to v, of centre (−1/κ, 0): u² + v² + 2u/κ = 0.
  const curvature = u * u + v * v > 0 ? (-2 * u) / (u * u + v * v) : 0
  const side = v < 0 ? -1 : 1
  return curvature < 0
    ? { angle: degrees(((curve.angle + 180) * Math.PI) / 180), curvature: -curvature, side: -side }
    : { angle: curve.angle, curvature, side }
}

/** 0 … 360, whole degrees. */
const degrees = (radians: number): number => (Math.round((radians * 180) / Math.PI) + 360) % 360
