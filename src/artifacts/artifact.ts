/** What an artifact kind is: what may be asked of it, and which files answer. One folder in `src/artifacts` per kind. */
import type { z } from 'zod'
import type { Reading } from './reading.ts'
import type { Request } from './request.ts'

/** Data that a page reads, parsed when it is written and when it is read. */
export interface JsonFile<D = unknown> {
  extension: 'json'
  schema: z.ZodType<D>
}

/** Tiles of one size in one WebP, row by row; a picture whose size the page needs to know is a sheet of one tile. */
export interface SheetFile {
  extension: 'webp'
  tiled: true
}

/** A WebP that is shown as it is. */
export interface ImageFile {
  extension: 'webp'
  tiled: false
}

export type FileKind = JsonFile | SheetFile | ImageFile
export type Files = Record<string, FileKind>

export const json = <D>(schema: z.ZodType<D>): JsonFile<D> => ({ extension: 'json', schema })
export const sheet = (): SheetFile => ({ extension: 'webp', tiled: true })
export const image = (): ImageFile => ({ extension: 'webp', tiled: false })

export interface Artifact<R extends Request = Request, F extends Files = Files> {
  request: z.ZodType<R>
  /** By name. The JSON that a page reads first is `data`. */
  files: F
  /** The units that the request names; its `unit`, where it has one, when absent. */
  units?(request: R): readonly string[]
  /** Whether its units may be given with a position, as in `conv4/17@8,8`; others are taken at the centre. */
  positions?: true
  /** The sheet that shows the units one a tile, in order, each with its score. */
  tilePerUnit?: string
  /** What it is of, in messages: its units when absent. */
  subject?(request: R): string
  /** The artifacts that it is assembled from; they are made first. */
  needs?(request: R): Request[]
  /** What it is made from besides code and network. */
  reads?(request: R): Reading[]
}

export const artifact = <R extends Request, F extends Files>(definition: Artifact<R, F>): Artifact<R, F> => definition

declare const answeredBy: unique symbol

/** In the type of a request alone: the artifact that answers it. */
export type Answered<A> = { readonly [answeredBy]?: A }

/** What is asked of an artifact kind; whoever looks the answer up knows its data and files by this type. */
export type RequestOf<A> = A extends Artifact<infer R, Files> ? R & Answered<A> : never

/** What its `data` holds. */
export type DataOf<A> = A extends { files: { data: JsonFile<infer D> } } ? D : undefined
