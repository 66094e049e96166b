/** Every exercise of every article, answered again: the answer is the one that the article gives. */
import { globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { readModel } from '../../precompute/readModel.ts'
import exerciseArtifact from '../../src/artifacts/exercise/artifact.ts'
import { manifestSchema } from '../../src/artifacts/manifest.ts'
import { answerOf, type Exercise, type Exercises } from '../../src/model/exercise.ts'
import { rightChoice } from '../../src/vocabulary/judging.ts'
import '../backends.ts'

const ARTIFACTS = 'public/artifacts'
const { rows } = manifestSchema.parse(JSON.parse(readFileSync(join(ARTIFACTS, 'manifest.json'), 'utf8')))

beforeAll(async () => {
  await tf.setBackend('wasm')
})

const paths = globSync('content/*/exercises.ts').sort()

it.skipIf(paths.length > 0)('no article asks anything', () => expect(paths).toEqual([]))

for (const path of paths) {
  const article = basename(dirname(path))
  const { exercises } = (await import(join('../..', path))) as { exercises: Exercises }

  describe(path, () => {
    it.each(Object.entries(exercises))('%s', async (id, written) => {
      const shown = rows.filter(
        ({ request }) => request.kind === 'exercise' && request.article === article && request.id === id,
      )
      expect(
        shown.length,
        `no <Exercise id="ex-${id}"> in the article, or npm run precompute has not computed it`,
      ).toBeGreaterThan(0)
      const exercise = written as Exercise
      for (const { request, files } of shown) {
        const json = exerciseArtifact.files.data.schema.parse(
          JSON.parse(readFileSync(join(ARTIFACTS, files.data.name), 'utf8')),
        )
        const model = readModel(request.model)
        const beside = exercise.asks === 'choice' && exercise.beside !== undefined ? readModel(exercise.beside) : model
        const found = await answerOf(model, exercise, undefined, beside)
        if (beside !== model) beside.dispose()
        if (json.asks === 'number') expectSame(found as number, json.answer)
        else if (json.asks === 'choice') {
          const values = found as number[]
          for (const [i, value] of values.entries()) expectSame(value, json.values[i])
          expect(rightChoice(values, json.right)).toBe(rightChoice(json.values, json.right))
        } else {
          expectSame(found as number, json.before)
          expectSame((await answerOf(model, exercise, json.solution)) as number, json.after)
        }
      }
    })
  })
}

/** Processors differ in the last bits, and a direction that is best by a hair may be the next one. */
const expectSame = (value: number, recorded: number) =>
  expect(Math.abs(value - recorded)).toBeLessThan(0.01 * Math.abs(recorded) + 0.01)
