/** What the `encode.ts` of an artifact kind exports: `encode`, which makes files of numbers. */
import type { Artifact, FileKind, Files, JsonFile, SheetFile } from './artifact.ts'
import type { Row, Score, Tiles } from './manifest.ts'
import type { Request } from './request.ts'

/** The files by name: data as it is, which is checked by its schema when it is written; pictures as bytes. */
export interface Encoded<F extends Files = Files> {
  files: { [N in keyof F]: Content<F[N]> }
  /** One per unit shown, in order. */
  scores?: Score[]
}

type Content<K extends FileKind> =
  K extends JsonFile<infer D> ? D : K extends SheetFile ? { bytes: Uint8Array; tiles: Tiles } : { bytes: Uint8Array }

/** An artifact that is already there. */
export interface Made {
  row: Row
  /** The contents of `row.files`. */
  files: Readonly<Record<string, Uint8Array>>
}

/** In the main process. `made` holds what `needs` asked for, in its order. */
export type Encode<A, C> =
  A extends Artifact<infer R, infer F>
    ? (request: R, computed: C, made: readonly Made[]) => Promise<Encoded<F>>
    : (request: Request, computed: C, made: readonly Made[]) => Promise<Encoded>

/** Such a file as it is found by its place. */
export interface EncodeModule {
  encode: Encode<unknown, unknown>
}
