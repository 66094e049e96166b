import { readFileSync } from 'node:fs'
import * as tf from '@tensorflow/tfjs'
import { expect, it } from 'vitest'
import { readLayerTable } from '../../precompute/readModel.ts'
import '../backends.ts'
import { present } from '../model/lumen.ts'
import { ARCHIVE } from '../model/tinyImageNet.ts'
import { LAYERS, LIKENESS, likenessSchema, measureLikeness, PLAIN } from './photographLikeness.ts'

const recorded = likenessSchema.parse(JSON.parse(readFileSync(LIKENESS, 'utf8')))
const here = present(ARCHIVE, 'likeness on photographs') && present(PLAIN, 'likeness on photographs')

it('what is recorded is of the networks that the site ships', () => {
  for (const id of ['lumen', 'prism'] as const)
    expect(
      recorded.weights[id],
      'run node --import ./precompute/foundByPlace.ts test/circuits/photographLikeness.ts',
    ).toBe(readLayerTable(id).weights.sha256)
})

it('the layers are more alike than with an untrained copy, by every measure', () => {
  for (const { lumen, trained, untrained } of recorded.layers)
    for (const measure of ['best', 'oneToOne', 'explained', 'cka'] as const)
      expect(trained[measure], `${lumen} ${measure}`).toBeGreaterThan(untrained[measure])
})

it.runIf(here)(
  'what is recorded is what some other number of the photographs say, too',
  async () => {
    await tf.setBackend('wasm')
    const found = await measureLikeness(90, [LAYERS[0]!])
    const [again] = found.layers
    const before = recorded.layers.find(({ lumen }) => lumen === 'conv4')!
    // Another part of the photographs strays by some hundredths; regression has fewer to learn from.
    for (const which of ['trained', 'untrained'] as const)
      for (const measure of ['best', 'oneToOne', 'cka'] as const)
        expect(Math.abs(again![which][measure] - before[which][measure]), `${which} ${measure}`).toBeLessThan(0.08)
    expect(again!.plain.found).toEqual(before.plain.found)
  },
  300_000,
)
