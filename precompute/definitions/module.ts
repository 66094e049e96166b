/** What of a module counts for a version: its top-level definitions, and where the names in them come from. */
import { z } from 'zod'

const syntaxSchema = z.object({
  /** Hash of a syntax tree in which the names of top-level definitions and imports are left out. */
  shape: z.string(),
  /** Those names, in order of appearance; `import ./x.ts` for `import('./x.ts')`. */
  references: z.array(z.string()),
})

/** A name of another module: what is between the quotes of the import, and the name it has there. */
const importedSchema = z.object({ from: z.string(), name: z.string() })

export const moduleSchema = z.object({
  /** `names`: what a definition binds, in order; several for `const { a, b } = c`. */
  definitions: z.array(syntaxSchema.extend({ names: z.array(z.string()) })),
  /** By local name; the name `*` is the whole module. */
  imports: z.record(z.string(), importedSchema),
  /** By exported name: a local one, or one of another module. */
  exports: z.record(z.string(), z.union([z.string(), importedSchema])),
  /** The targets of `export * from`. */
  stars: z.array(z.string()),
  /** Top-level statements that define nothing, in order; absent where there are none. */
  effects: syntaxSchema.optional(),
  /** The targets of `import './x.ts'`. */
  effectImports: z.array(z.string()),
})

export type Syntax = z.infer<typeof syntaxSchema>
export type Imported = z.infer<typeof importedSchema>
export type Module = z.infer<typeof moduleSchema>

/** The reference that stands for `import('./x.ts')`; no identifier has a space. */
export const DYNAMIC = 'import '
