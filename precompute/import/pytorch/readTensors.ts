/** The tensors of a safetensors file by their names. */
import { readSafetensors } from '../../../src/model/safetensors.ts'
import { LIMITS } from '../graph.ts'
import { refusal, shown } from '../reading/refusal.ts'
import type { StateDict } from './stateDict.ts'

/** @throws Failure for a damaged file */
export function readTensors(bytes: Uint8Array, what: string): StateDict {
  try {
    const found = readSafetensors(bytes)
    for (const [name, { shape }] of found)
      if (shape.length > LIMITS.rank)
        throw new Error(`tensor ${name} has ${shape.length} axes (at most ${LIMITS.rank})`)
    return found
  } catch (error) {
    throw refusal(`${what}: ${shown((error as Error).message, 400)}`)
  }
}
