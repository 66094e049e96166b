/** What an artifact kind is: how its requests become files. One file per kind in `kinds/`. */
import type { Outcome, Row } from '../src/artifacts/manifest.ts'
import type { Request } from '../src/artifacts/request.ts'
import type { Model } from '../src/model/model.ts'

export interface Kind<R extends Request = Request, C = unknown> {
  /** The artifacts that this one is assembled from; they are made first. */
  needs(request: R): Request[]
  /**
   * Paths of the modules that the request names and that are found by place, in its order: their
   * definitions join the version. Absent where there are none.
   */
  parts?(request: R): string[]
  /** Hash of the files, besides code and network, that it is made from; absent where there are none. */
  digest?(request: R): string
  /**
   * The numbers, computed by a worker on its backend: plain data, one result per request, in order.
   * All requests share model, seed and data set, and the layer of their unit. Absent where nothing is computed.
   * @param folders of data sets, by name
   */
  compute?(
    model: Model,
    requests: readonly R[],
    onStep: OnStep,
    folders?: Readonly<Record<string, string>>,
  ): Promise<C[]>
  /** The files, in the main process. `made` holds what `needs` asked for, in its order. */
  encode(request: R, computed: C, made: readonly Made[]): Promise<Encoded>
}

/** Called after each optimization step, from 1. */
export type OnStep = (step: number, steps: number) => void

/** An artifact that is already there. */
export interface Made {
  row: Row
  /** The contents of `row.files`. */
  files: readonly Uint8Array[]
}

export interface Encoded {
  files: { extension: 'webp' | 'json'; bytes: Uint8Array }[]
  outcomes: Outcome[]
  tiles?: Row['tiles']
}
