import { expect, it } from 'vitest'
import type { SheetRequest } from '../../src/artifacts/sheet/artifact.ts'
import { figureRequests } from '../../src/figures/requests.ts'
import { parseLayerTable } from '../../src/model/parseLayerTable.ts'
import { lumenTable } from '../model/lumen.ts'

const table = lumenTable()
const tableOf = () => parseLayerTable(table)
const ask = (kind: string, props: Record<string, unknown>) => figureRequests[kind]!(props, tableOf)

it('FeatureGrid asks for one sheet of the units named', () => {
  expect(ask('FeatureGrid', { id: 'fig-a', units: 'conv4/3 conv4.pre/17, logits/24' })).toEqual([
    { kind: 'sheet', model: 'lumen', units: ['conv4/3', 'conv4.pre/17', 'logits/24'], seed: 0 },
  ])
})

it('FeatureGrid asks for every unit of a layer', () => {
  const [sheet] = ask('FeatureGrid', { id: 'fig-a', layer: 'conv1', seed: 2 })
  const units = Array.from({ length: 32 }, (_, i) => `conv1/${i}`)
  expect(sheet).toEqual({ kind: 'sheet', model: 'lumen', units, seed: 2 })
})

it('ConvAnatomy asks for its first frame and the sheets of the two layers it joins, pooling apart', () => {
  const [anatomy, ...sheets] = ask('ConvAnatomy', { id: 'fig-a', unit: 'conv5/7', angle: 30, x: 2 })
  expect(anatomy).toEqual({
    kind: 'convAnatomy',
    model: 'lumen',
    unit: 'conv5/7@4,4',
    stimulus: { angle: 30, curvature: 0, x: 2, y: 0 },
  })
  expect(sheets.map((sheet) => (sheet as SheetRequest).units[0])).toEqual(['conv5/0', 'conv4/0'])
})

it('ConvAnatomy places the curve in the picture, the artifact measures from the unit’s own centre', () => {
  const [anatomy] = ask('ConvAnatomy', { id: 'fig-a', unit: 'conv4/39@7,10', x: 1, y: -4 })
  // conv4/39@7,10 is centred on row 28, column 40; the middle of the picture is 32, 32.
  expect(anatomy).toMatchObject({ stimulus: { x: 1 - 8, y: -4 + 4 } })
})

it('ConvAnatomy of the first layer asks for one sheet: its input is the image', () => {
  expect(ask('ConvAnatomy', { id: 'fig-a', unit: 'conv1/0' })).toHaveLength(2)
})

it.each([
  ['FeatureGrid', {}, '<FeatureGrid> takes either units="conv4/3 conv4/17" or layer="conv4"'],
  ['FeatureGrid', { units: 'conv4/64' }, 'unknown unit: conv4/64 (conv4 has units 0 to 63)'],
  [
    'FeatureGrid',
    { unit: 'conv4/3' },
    'unknown prop of <FeatureGrid>: unit (allowed: id, layout, units, layer, model, seed, tile)',
  ],
  [
    'FeatureGrid',
    { layer: 'conv4', seed: -1 },
    'invalid seed of <FeatureGrid>: -1 (write a whole number from 0, as in seed={0})',
  ],
  ['ConvAnatomy', {}, 'invalid unit of <ConvAnatomy>: nothing (write text, as in unit="…")'],
  [
    'ConvAnatomy',
    { unit: 'conv4/39', angle: '45' },
    'invalid angle of <ConvAnatomy>: "45" (write a number from 0 to 360, as in angle={0})',
  ],
  [
    'ConvAnatomy',
    { unit: 'conv4/39', curvature: 2 },
    'invalid curvature of <ConvAnatomy>: 2 (write a number from 0 to 0.2, as in curvature={0})',
  ],
])('<%s %j /> is refused', (kind, props, message) => {
  expect(() => ask(kind, { id: 'fig-a', ...props })).toThrow(message)
})
