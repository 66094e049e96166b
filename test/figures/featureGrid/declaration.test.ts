import { expect, it } from 'vitest'
import { figureKinds } from '../../../src/figures/declarations.ts'
import featureGrid from '../../../src/figures/featureGrid/declaration.ts'
import { requestsWritten } from '../../../src/figures/figureRequests.ts'
import { surroundings } from '../surroundings.ts'

const ask = (props: Record<string, unknown>) =>
  requestsWritten('FeatureGrid', figureKinds.FeatureGrid.kind, { id: 'fig-a', ...props }, surroundings())

it('asks for one sheet of the units named', () => {
  expect(ask({ units: 'conv4/3 conv4.pre/17, logits/24' })).toEqual({
    sheet: { kind: 'sheet', model: 'lumen', units: ['conv4/3', 'conv4.pre/17', 'logits/24'], seed: 0 },
  })
})

it('asks for every unit of a layer', () => {
  const units = Array.from({ length: 32 }, (_, i) => `conv1/${i}`)
  expect(ask({ layer: 'conv1', seed: 2 })).toEqual({ sheet: { kind: 'sheet', model: 'lumen', units, seed: 2 } })
})

it.each([
  [{}, '<FeatureGrid> takes either units="conv4/3 conv4/17" or layer="conv4"'],
  [{ units: 'conv4/3', layer: 'conv4' }, '<FeatureGrid> takes either units="conv4/3 conv4/17" or layer="conv4"'],
  [{ units: 'conv4/64' }, 'invalid units of <FeatureGrid>: "conv4/64" (write units of'],
  [{ unit: 'conv4/3' }, 'unknown prop of <FeatureGrid>: unit (allowed: id, layout, model, seed, units, layer, tile)'],
  [{ layer: 'conv4', seed: -1 }, 'invalid seed of <FeatureGrid>: -1 (write a whole number from 0'],
])('refuses %o', (props, message) => {
  expect(() => ask(props)).toThrow(message)
})

it('stands for its article with all its pictures, as many as there is room for', () => {
  const sheet = { src: '/artifacts/a-b.webp', width: 39, height: 39, columns: 2, rows: 2 }
  const scores = ['conv4/3', 'conv4/17', 'conv4/39'].map((unit) => ({ unit, score: 1, steps: 104, dead: false }))
  const made = { sheet: { data: undefined as never, files: { sheet }, scores } }
  expect(featureGrid.cover?.(made)).toEqual([
    { file: 'a-b.webp', left: 0, top: 0, width: 39, height: 39 },
    { file: 'a-b.webp', left: 39, top: 0, width: 39, height: 39 },
    { file: 'a-b.webp', left: 0, top: 39, width: 39, height: 39 },
  ])
})
