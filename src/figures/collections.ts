/** What precompute and add-model left in `public`, as content collections. */
import { defineCollection } from 'astro:content'
import { file, glob, type Loader } from 'astro/loaders'
import { z } from 'astro/zod'
import { MANIFEST_FILE } from '../artifacts/manifest.ts'
import { openArtifacts } from '../artifacts/trust/openArtifacts.ts'

const ARTIFACTS = 'public/artifacts'

/** A JSON file as it is; the reader parses it. */
const anything = z.record(z.string(), z.unknown())

/**
 * Rows of the manifest with the data of each, by id. Every file is compared with its row, since the build publishes
 * the folder as it is.
 */
const artifactLoader = (): Loader => ({
  name: 'artifacts',
  async load({ store, watcher }) {
    const fill = () => {
      const opened = openArtifacts(ARTIFACTS)
      store.clear()
      for (const { row, data } of opened) store.set({ id: row.id, data: { row, data } })
    }
    fill()
    watcher?.add(ARTIFACTS)
    // Precompute writes the manifest last.
    watcher?.on('change', (path) => {
      if (path.replaceAll('\\', '/').endsWith(`${ARTIFACTS}/${MANIFEST_FILE}`)) fill()
    })
    return Promise.resolve()
  },
})

export const artifactCollections = {
  artifacts: defineCollection({ loader: artifactLoader(), schema: anything }),
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
