import { expect, it } from 'vitest'
import { outlineOf } from '../../src/model/outline.ts'
import { formatUnit, parseUnit } from '../../src/vocabulary/unit.ts'
import { parseUnit as parseByTable } from '../../src/model/unit.ts'
import { lumenTable } from './lumen.ts'
import { table as menagerie } from './menagerie.ts'

/** The message of what `run` throws; empty where it throws nothing. */
function said(run: () => unknown): string {
  try {
    run()
    return ''
  } catch (error) {
    return (error as Error).message
  }
}

const named = (table: Parameters<typeof outlineOf>[0], name: string) =>
  outlineOf(table).layers.find((layer) => layer.name === name)

it('an outline is plain data, and says of a convolution what its layer table says', () => {
  const network = outlineOf(lumenTable())
  expect(JSON.parse(JSON.stringify(network))).toEqual(network)
  // conv4 is 5 × 5, padded by 2, on the 16 × 16 units of conv3.
  expect(named(lumenTable(), 'conv4')).toMatchObject({
    height: 16,
    width: 16,
    channels: 64,
    centre: [8, 8],
    features: 'conv4',
    weights: { upstream: ['conv3', 'conv2', 'conv1', 'input'], adjacent: 'conv3', groups: 1, taps: { dilation: 1 } },
  })
  expect(named(lumenTable(), 'conv1')?.weights).toMatchObject({ upstream: ['input'], adjacent: 'input' })
  expect(named(lumenTable(), 'logits')?.weights).toMatchObject({ taps: null })
  expect(named(lumenTable(), 'conv4.pre')).not.toHaveProperty('weights')
})

it('pooled channels are the units of the layer before, and branches know what they depend on alone', () => {
  expect(named(lumenTable(), 'pool4')?.features).toBe('conv4')
  expect(named(menagerie, 'split')?.weights?.upstream).toEqual(['stem', 'input'])
})

it('an outline says which units a grouped convolution keeps apart', () => {
  const network = outlineOf(menagerie)
  for (const each of menagerie.layers)
    if (each.op === 'conv')
      expect(named(menagerie, each.name.replace(/\.pre$/, ''))?.weights?.groups, each.name).toBe(
        'groups' in each ? each.groups : 1,
      )
  expect(network.layers.some(({ weights }) => (weights?.groups ?? 1) > 1)).toBe(true)
})

it('an outline names the layer whose units the classes are', () => {
  expect(outlineOf(lumenTable()).readout).toBe('logits')
})

it('units are read by an outline as by a layer table', () => {
  const table = lumenTable()
  const network = outlineOf(table)
  for (const text of ['conv4/17', 'conv4.pre/17@8,8', 'logits/3']) {
    expect(parseUnit(text, network)).toEqual(parseByTable(text, table))
    expect(formatUnit(parseUnit(text, network))).toBe(text)
  }
  for (const text of ['conv9/1', 'conv4/999', 'conv4/1@99,0', '4/1']) {
    expect(said(() => parseUnit(text, network))).not.toBe('')
    expect(said(() => parseUnit(text, network))).toBe(said(() => parseByTable(text, table)))
  }
})
