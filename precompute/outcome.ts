/** What a run has made so far, and how an artifact joins it. */
import type { Made } from '../src/artifacts/encode.ts'
import { artifactNamed } from '../src/artifacts/kinds.ts'
import type { Row } from '../src/artifacts/manifest.ts'
import type { Request } from '../src/artifacts/request.ts'
import type { Running } from './backend.ts'
import { contentsOf } from './contents.ts'
import type { Directory, Finished } from './directory.ts'
import type { Kinds } from './kinds.ts'
import type { Item } from './plan.ts'

export interface Outcome {
  rendered: Row[]
  failed: { request: Request; message: string }[]
  /** Not begun, since the run was interrupted, or what they need has failed. */
  left: Item[]
  /** Undefined where nothing had to be computed. */
  running?: Running
  workers: number
  /** Bytes that one worker took at most. */
  peakMemory: number
}

/** The artifact, or none and a failure on the record. */
export async function encode(
  item: Item,
  computed: unknown,
  made: readonly Made[],
  { backend, adapter }: Pick<Running, 'backend' | 'adapter'>,
  kinds: Kinds,
  outcome: Outcome,
): Promise<Finished[]> {
  const { id, request, weights, network, version, dependencies, needs, reads } = item
  try {
    const encoded = await kinds[request.kind].encode(request, computed, made)
    const contents = contentsOf(artifactNamed(request.kind), encoded)
    const origin = {
      id,
      request,
      weights,
      network,
      version,
      dependencies,
      ...(needs && { needs }),
      ...(reads && { reads }),
    }
    return [{ row: { ...origin, backend, adapter }, ...contents }]
  } catch (error) {
    outcome.failed.push({ request, message: (error as Error).message })
    return []
  }
}

/** What cannot be written ends the run. */
export function commit(finished: Finished[], directory: Directory, outcome: Outcome): void {
  if (finished.length > 0) outcome.rendered.push(...directory.commit(finished))
}
