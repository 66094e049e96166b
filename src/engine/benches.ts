/** Curves laid out for the units of a layer, once for each network: hand-built units are tried on them. */
import { curveBench, type CurveBench } from '../circuits/responses/curveBench.ts'
import type { Model } from '../model/model.ts'

const benches = new WeakMap<Model, Map<string, Promise<CurveBench>>>()

export function benchOf(model: Model, unit: string): Promise<CurveBench> {
  const known = benches.get(model) ?? new Map<string, Promise<CurveBench>>()
  benches.set(model, known)
  const layer = unit.split('/')[0]!
  let bench = known.get(layer)
  if (!bench) {
    bench = curveBench(model, unit)
    bench.catch(() => known.delete(layer))
    known.set(layer, bench)
  }
  return bench
}
