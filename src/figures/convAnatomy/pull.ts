/** What dragging the curve's handles means: the handles' positions, inverted. */
import { axes, type Curve } from './handles.ts'

/** The curve whose normal points to (x, y). */
export const turned = (curve: Curve, x: number, y: number): Pick<Curve, 'angle'> => ({
  angle: degrees(Math.atan2(curve.y - y, x - curve.x)),
})

/**
 * The curve through its point and (x, y), and the side that (x, y) is on. Pulled past straight, the
 * curve bends the other way: its normal turns around.
 */
export function bent(curve: Curve, x: number, y: number): Pick<Curve, 'angle' | 'curvature'> & { side: number } {
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
