import { createRng } from '../../../vocabulary/rng.ts'
import type { TokenMethod } from '../tokenMethod.ts'

/** A map that knows nothing: what every method must beat. */
export default {
  title: 'Random',
  order: 8,
  ofClass: false,
  signed: false,
  empty: '',
  says: 'nothing: patches in an order drawn at random',
  source: '',
  map({ structure: { grid }, seed }) {
    const rng = createRng(seed, 'random map')
    return Promise.resolve(Float64Array.from({ length: grid[0] * grid[1] }, () => rng.uniform()))
  },
} satisfies TokenMethod
