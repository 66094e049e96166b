/** Every claim of every article, measured again: it holds, and chance does not do as well. */
import { globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { readModel } from '../../precompute/readModel.ts'
import claimArtifact from '../../src/artifacts/claim/artifact.ts'
import { manifestSchema } from '../../src/artifacts/manifest.ts'
import { holds, measureByChance, measureClaim, NULL_SEEDS, type Claims } from '../../src/model/claim.ts'
import type { Model } from '../../src/model/model.ts'
import '../backends.ts'

const ARTIFACTS = 'public/artifacts'
const { rows } = manifestSchema.parse(JSON.parse(readFileSync(join(ARTIFACTS, 'manifest.json'), 'utf8')))
const models = new Map<string, Model>()
const modelNamed = (id: string): Model => {
  const model = models.get(id) ?? readModel(id)
  models.set(id, model)
  return model
}

beforeAll(async () => {
  await tf.setBackend('wasm')
})

const paths = globSync('content/*/claims.ts').sort()

it.skipIf(paths.length > 0)('no article claims anything', () => expect(paths).toEqual([]))

for (const path of paths) {
  const article = basename(dirname(path))
  const { claims } = (await import(join('../..', path))) as { claims: Claims }

  describe(path, () => {
    it.each(Object.entries(claims))('%s', async (id, claim) => {
      const shown = rows.filter(
        ({ request }) => request.kind === 'claim' && request.article === article && request.id === id,
      )
      expect(
        shown.length,
        `no <Claim id="claim-${id}"> in the article, or npm run precompute has not measured it`,
      ).toBeGreaterThan(0)
      for (const { request, files } of shown) {
        const json = claimArtifact.files.data.schema.parse(
          JSON.parse(readFileSync(join(ARTIFACTS, files.data.name), 'utf8')),
        )
        const model = modelNamed(request.model)
        const about = { model, beside: claim.beside === undefined ? undefined : modelNamed(claim.beside) }
        const value = await measureClaim(claim, about)
        expectSame(value, json.value)
        expect(holds(claim, value), `${claim.measures}: ${value}`).toBe(true)
        for (const seed of NULL_SEEDS) {
          const byChance = await measureByChance(claim, about, seed)
          expectSame(byChance, json.shuffled[seed])
          expect(holds(claim, byChance), `by chance, with seed ${seed}: ${byChance}`).toBe(false)
        }
      }
    })
  })
}

/** Processors differ in the last bits, and a direction that is best by a hair may be the next one. */
const expectSame = (value: number, recorded: number) =>
  expect(Math.abs(value - recorded)).toBeLessThan(0.01 * Math.abs(recorded) + 0.01)
