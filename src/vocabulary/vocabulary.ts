/** What the registries of the core say in words, as plain data: a page knows it without loading TF.js. */
import type { MethodWords } from './method.ts'
import type { StimulusFamily } from './stimulus.ts'
import type { SymmetryWords } from './symmetry.ts'
import type { TokenMethodWords } from './tokenMethod.ts'

/** Each by name. */
export interface Vocabulary {
  stimuli: Record<string, StimulusFamily>
  methods: Record<string, MethodWords>
  /** Methods that explain a transformer. */
  tokenMethods: Record<string, TokenMethodWords>
  symmetries: Record<string, SymmetryWords>
}
