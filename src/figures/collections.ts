/** What precompute and add-model left in `public`, as content collections. */
import { defineCollection } from 'astro:content'
import { file, glob } from 'astro/loaders'
import { z } from 'astro/zod'

const ARTIFACTS = 'public/artifacts'

/** A JSON file as it is; the reader parses it. */
const anything = z.record(z.string(), z.unknown())

/** As much of the manifest as a collection has to know. */
const rowsSchema = z.object({
  version: z.literal(3, { error: `${ARTIFACTS}/manifest.json is of another version. Run: npm run precompute` }),
  rows: z.array(anything),
})

export const artifactCollections = {
  /** Rows of the manifest, by id. */
  artifacts: defineCollection({
    loader: file(`${ARTIFACTS}/manifest.json`, {
      parser: (text) => rowsSchema.parse(JSON.parse(text)).rows,
    }),
    schema: anything,
  }),
  /** Artifacts that are JSON, by file name. */
  artifactFiles: defineCollection({
    loader: glob({
      base: ARTIFACTS,
      pattern: ['*.json', '!manifest.json'],
      generateId: ({ entry }) => entry,
    }),
    schema: anything,
  }),
  /** Our own rendered scenes: the fields of their manifest. */
  pictures: defineCollection({
    loader: file('public/pictures/pictures.json', {
      parser: (text) =>
        Object.entries(JSON.parse(text) as Record<string, unknown>).map(([id, value]) => ({
          id,
          value,
        })),
    }),
    schema: anything,
  }),
  /** Layer tables, by the network's id. */
  models: defineCollection({
    loader: glob({
      base: 'public/models',
      pattern: '*/model.json',
      generateId: ({ entry }) => entry.split('/')[0]!,
    }),
    schema: anything,
  }),
  /** What the model card says beyond the layer table, by the network's id. */
  modelCards: defineCollection({
    loader: glob({
      base: 'public/models',
      pattern: '*/card.md',
      generateId: ({ entry }) => entry.split('/')[0]!,
    }),
  }),
  /** Accuracy as measured by our own forward, by the network's id. */
  evaluations: defineCollection({
    loader: glob({
      base: 'public/models',
      pattern: '*/evaluation.json',
      generateId: ({ entry }) => entry.split('/')[0]!,
    }),
    schema: anything,
  }),
  /** Accuracy of edited networks on validation images, by the network's id; measured where the images are. */
  editAccuracies: defineCollection({
    loader: glob({
      base: 'public/models',
      pattern: '*/edits.json',
      generateId: ({ entry }) => entry.split('/')[0]!,
    }),
    schema: anything,
  }),
  /** How soon a transformer's answers change as patches are removed, by the network's id; measured where the images are. */
  perturbations: defineCollection({
    loader: glob({
      base: 'public/models',
      pattern: '*/perturbation.json',
      generateId: ({ entry }) => entry.split('/')[0]!,
    }),
    schema: anything,
  }),
  /** What every unit prefers, by the network's id; made by `npm run explore`. */
  explorations: defineCollection({
    loader: glob({
      base: 'public/models',
      pattern: '*/explore.json',
      generateId: ({ entry }) => entry.split('/')[0]!,
    }),
    schema: anything,
  }),
}
