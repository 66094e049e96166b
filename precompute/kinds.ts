/** The artifact kinds as a run needs them: the code in `src/artifacts/<kind>/`, loaded where a request names it. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { artifactNamed } from '../src/artifacts/kinds.ts'
import type { ComputeModule } from '../src/artifacts/compute.ts'
import type { EncodeModule } from '../src/artifacts/encode.ts'

/** A kind without `compute` is only assembled from what is there. */
export type Kind = EncodeModule & Partial<ComputeModule>

export type Kinds = Readonly<Record<string, Kind>>

const ARTIFACTS = join(import.meta.dirname, '../src/artifacts')

/** The files of a kind whose code decides the bytes of its artifacts. */
export const codeOf = (kind: string): string[] =>
  ['compute.ts', 'encode.ts'].map((name) => join(ARTIFACTS, kind, name)).filter((path) => existsSync(path))

/** @throws Error listing the kinds there are */
export async function loadKind(kind: string): Promise<Kind> {
  artifactNamed(kind)
  const modules = await Promise.all(codeOf(kind).map((path) => import(pathToFileURL(path).href) as Promise<object>))
  return Object.assign({}, ...modules) as Kind
}
