/** Curves laid out for the units of a layer, once for each network: hand-built units are tried on them. */
import { curveBench, type CurveBench } from '../../circuits/responses/curveBench.ts'
import type { Model } from '../../model/model.ts'
import { partsOf } from '../../vocabulary/network.ts'

const benches = new WeakMap<Model, Map<string, Promise<CurveBench>>>()

export function benchOf(model: Model, unit: string): Promise<CurveBench> {
  const known = benches.get(model) ?? new Map<string, Promise<CurveBench>>()
  benches.set(model, known)
  const { layer } = partsOf(unit)
  const bench = known.get(layer) ?? curveBench(model, unit)
  known.set(layer, bench)
  bench.catch(() => known.delete(layer))
  return bench
}
