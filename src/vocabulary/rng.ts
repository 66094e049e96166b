/**
 * Seeded randomness, an argument everywhere: the same seed gives the same numbers on every platform.
 */
export interface Rng {
  /** Uniform in [0, 1). */
  uniform(): number
  /** Normal, mean 0 and variance 1. */
  normal(): number
  /** An integer from `low` to `high`, both included. */
  integer(low: number, high: number): number
  /** `count` normal numbers. */
  normals(count: number): Float32Array
}

/**
 * A generator for a seed and a path of labels: streams of different labels are independent, so a
 * unit's numbers do not depend on which units are drawn beside it.
 */
export function createRng(seed: number, ...labels: readonly (string | number)[]): Rng {
  const uniform = sfc32(hash(`${seed}/${labels.join('/')}`))
  let spare: number | undefined
  const normal = () => {
    if (spare !== undefined) {
      const value = spare
      spare = undefined
      return value
    }
    // Box and Muller 1958; 1 − u lies in (0, 1], where the logarithm is finite.
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()))
    const angle = 2 * Math.PI * uniform()
    spare = radius * Math.sin(angle)
    return radius * Math.cos(angle)
  }
  return {
    uniform,
    normal,
    integer: (low, high) => low + Math.floor(uniform() * (high - low + 1)),
    normals: (count) => Float32Array.from({ length: count }, normal),
  }
}

/** Chris Doty-Humphrey's "small fast counter" generator (PractRand, 2014), 32-bit variant. */
function sfc32([a, b, c]: readonly [number, number, number]): () => number {
  let counter = 1
  const next = () => {
    const sum = (a + b + counter++) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return (sum >>> 0) / 2 ** 32
  }
  for (let i = 0; i < 15; i++) next()
  return next
}

/** Three 32-bit words of a text: FNV-1a from three offsets, then the finalizer of MurmurHash3. */
function hash(text: string): [number, number, number] {
  const word = (offset: number) => {
    let h = offset
    for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
    return h ^ (h >>> 16)
  }
  return [word(0x811c9dc5), word(0x9e3779b9), word(0x7f4a7c15)]
}
