/** What the core knows in words, as a page has it: from the registries while it is built, from its own head in a browser. */
import type { Vocabulary } from '../vocabulary/vocabulary.ts'

export const vocabulary: Vocabulary = import.meta.env.SSR
  ? (await import('../engine/vocabulary.ts')).vocabulary
  : (JSON.parse(document.getElementById('vocabulary')!.textContent!) as Vocabulary)

/** Names of the families of stimuli. */
export const familyNames = Object.keys(vocabulary.stimuli)
