/**
 * The families once more, slowly and in float64: `(parameters) → (x, y) → share of the figure's colour`
 * at one point, from the definition of each figure and not from distances.
 */

type P = Record<string, number>
type Shade = (x: number, y: number) => number

const rad = (degrees: number) => (degrees * Math.PI) / 180
/** Right and up from the figure's place, turned clockwise by `angle` so that it lies to the right. */
function local(p: P, x: number, y: number): [number, number] {
  const [right, up] = [x - p.x, p.y - y]
  const r = Math.hypot(right, up)
  const phi = Math.atan2(up, right) - rad(p.angle ?? 0)
  return [r * Math.cos(phi), r * Math.sin(phi)]
}
const bit = (yes: boolean) => (yes ? 1 : 0)
const nearPoints = (points: [number, number][], reach: number) => {
  return (u: number, v: number) => points.some(([a, b]) => (a - u) ** 2 + (b - v) ** 2 <= reach ** 2)
}
const inOval = (u: number, v: number, a: number, b: number) => (u / a) ** 2 + (v / b) ** 2 <= 1
const wave = (cycles: number) => 0.5 + 0.5 * Math.cos(2 * Math.PI * cycles)

export const slowFamilies: Record<string, (p: P) => Shade> = {
  curve(p) {
    const points: [number, number][] = []
    const reach = rad(p.span) / p.curvature
    for (let s = -reach; s <= reach; s += 0.1) {
      const turn = s * p.curvature
      points.push([(Math.cos(turn) - 1) / p.curvature, Math.sin(turn) / p.curvature])
    }
    const near = nearPoints(points, p.width / 2)
    return (x, y) => bit(near(...local(p, x, y)))
  },
  line: (p) => (x, y) => {
    const [u, v] = local(p, x, y)
    return bit(Math.abs(u) <= p.length / 2 && Math.abs(v) <= p.width / 2)
  },
  corner(p) {
    const half = Math.PI - rad(p.opening) / 2
    const points: [number, number][] = []
    for (let s = 0; s <= p.length; s += 0.1)
      points.push([s * Math.cos(half), s * Math.sin(half)], [s * Math.cos(half), -s * Math.sin(half)])
    const near = nearPoints(points, p.width / 2)
    const [endU, endV] = [p.length * Math.cos(half), p.length * Math.sin(half)]
    return (x, y) => {
      const [u, v] = local(p, x, y)
      if (near(u, v)) return 1
      // Within the triangle, the height shrinks linearly to the tip.
      return u <= 0 && u >= endU && Math.abs(v) <= (u / endU) * endV ? p.filled : 0
    }
  },
  circle: (p) => (x, y) => {
    const r = Math.hypot(x - p.x, y - p.y)
    return Math.abs(r - p.radius) <= p.width / 2 ? 1 : r < p.radius ? p.filled : 0
  },
  ellipse(p) {
    const points: [number, number][] = []
    for (let t = 0; t < 2 * Math.PI; t += 0.005)
      points.push([p.radius * Math.cos(t), p.radius * p.aspect * Math.sin(t)])
    const near = nearPoints(points, p.width / 2)
    return (x, y) => {
      const [u, v] = local(p, x, y)
      if (near(u, v)) return 1
      return inOval(u, v, p.radius, p.radius * p.aspect) ? p.filled : 0
    }
  },
  spiral(p) {
    const points: [number, number][] = []
    for (let t = 0.5; t <= p.turns; t += 0.002) {
      const turn = 2 * Math.PI * t * p.handedness
      points.push([p.pitch * t * Math.cos(turn), p.pitch * t * Math.sin(turn)])
    }
    const near = nearPoints(points, p.width / 2)
    return (x, y) => bit(near(...local(p, x, y)))
  },
  grating: (p) => (x, y) => {
    const [u, v] = local(p, x, y)
    if (Math.hypot(u, v) > p.radius) return 0.5
    const sine = wave(u / p.wavelength - p.phase / 360)
    return sine + p.square * (bit(sine > 0.5) - sine)
  },
  checker: (p) => (x, y) => {
    const [u, v] = local(p, x, y)
    const [i, j] = [Math.round(u / p.side), Math.round(v / p.side)]
    return bit((i + j) % 2 === 0)
  },
  frequencyEdge: (p) => (x, y) => {
    const [u, v] = local(p, x, y)
    const along = Math.hypot(u, v) * Math.cos(Math.atan2(v, u) - rad(p.tilt))
    return wave(along / (u > 0 ? p.high : p.low) - p.phase / 360)
  },
  colourEdge: (p) => (x, y) => {
    const [u] = local(p, x, y)
    return Math.max(0, Math.min(1, u / p.blur + 0.5))
  },
  texture: (p) => (x, y) => {
    let sum = 0
    for (let k = 0; k < 16; k++) {
      const turned = { ...p, angle: p.angle + p.spread * ((k + 0.5) / 16 - 0.5) }
      const [u] = local(turned, x, y)
      const size = p.wavelength * 2 ** (p.bandwidth * (2 * ((k * 0.569840291) % 1) - 1))
      const phase = (p.seed + 1) * ((((k + 1) * 0.754877666) % 1) + k * 0.618033989)
      sum += Math.cos(2 * Math.PI * (u / size - phase))
    }
    return Math.max(0, Math.min(1, 0.5 + sum / Math.sqrt(32) / 2))
  },
  eyePair: (p) => (x, y) => {
    const [u, v] = local(p, x, y)
    for (const side of [-1, 1]) {
      const across = u - (side * p.separation) / 2
      if (Math.hypot(across, v - 0.3 * p.radius) <= p.highlight * p.radius) return 0
      if (Math.hypot(across, v) <= p.radius) return 1
    }
    return 0
  },
  wheel(p) {
    return (x, y) => {
      const [u, v] = local(p, x, y)
      const r = Math.hypot(u, v)
      if (Math.abs(r - p.radius) <= p.width / 2 || r <= p.hub * p.radius) return 1
      for (let k = 0; k < p.spokes; k++) {
        const phi = (2 * Math.PI * k) / p.spokes
        const along = u * Math.cos(phi) + v * Math.sin(phi)
        const across = v * Math.cos(phi) - u * Math.sin(phi)
        if (along >= 0 && along <= p.radius && Math.abs(across) <= 0.3 * p.width) return 1
      }
      return 0
    }
  },
  head: (p) => (x, y) => {
    const [u, v] = local(p, x, y).map((each) => each / p.size) as [number, number]
    const { pose, ears, fur } = p as { pose: number; ears: number; fur: number }
    for (const side of [-1, 1]) {
      const eye = Math.min(0.14, 0.14 + 0.2 * pose * side)
      if (eye > 0 && Math.hypot(u - side * 0.38 - 0.3 * pose, v - 0.15) <= eye) return 1
    }
    if (Math.hypot(u - 1.2 * pose, v + 0.2) <= 0.17) return 1
    const furred =
      Math.hypot(u, v) <= 1 ||
      inOval(u - 0.8 * pose, v + 0.3, 0.55, 0.36) ||
      [-1, 1].some((side) => inOval(u - side * 0.6 + 0.3 * pose, v - 0.75 - 0.35 * ears, 0.24, 0.15 + 0.6 * ears))
    return furred ? fur : 0
  },
}
