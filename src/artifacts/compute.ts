/** What the `compute.ts` of an artifact kind exports: `compute`, `flop`, and perhaps `batching`. */
import type { LayerTable } from '../vocabulary/layerTable.ts'
import type { Model } from '../model/model.ts'
import type { Artifact, Files } from './artifact.ts'
import type { Readers } from './readers.ts'
import type { Request } from './request.ts'

type Asked<A> = A extends Artifact<infer R, Files> ? R : Request

/**
 * The numbers, computed by a worker on its backend: plain data, one result per request, in order.
 * All requests share model, seed and data set, and the layer of their unit.
 */
export type Compute<A, C> = (
  model: Model,
  requests: readonly Asked<A>[],
  onStep: OnStep,
  readers: Readers,
) => Promise<C[]>

/** Called after each optimization step, from 1. */
export type OnStep = (step: number, steps: number) => void

/** About how many floating-point operations a request costs; zero where little is computed. */
export type Flop<A> = (request: Asked<A>, table: LayerTable) => number

/**
 * How requests of one layer and seed are computed together: all in `onePass`, which costs no more than the
 * dearest of them; or on a GPU as a `padded` batch, whose size never changes. Else each costs its own.
 */
export type Batching = 'onePass' | 'padded'

/** Such a file as it is found by its place. */
export interface ComputeModule {
  compute: Compute<unknown, unknown>
  flop: Flop<unknown>
  batching?: Batching
}
