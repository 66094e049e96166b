import { expect, it } from 'vitest'
import { spatialLayers } from '../../src/figures/spatialLayers.ts'
import { weightLayers } from '../../src/figures/weightLayers.ts'
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

it.each([lumenTable(), menagerie])('an outline says of $id what its layer table says', (table) => {
  const network = outlineOf(table)
  expect(JSON.parse(JSON.stringify(network))).toEqual(network)
  for (const { name, upstream, adjacent, taps, centre, field } of weightLayers(table).slice(1)) {
    const found = network.layers.find((layer) => layer.name === name)!
    expect(found.weights).toEqual({ upstream, adjacent, taps })
    expect({ centre: found.centre, field: found.field }).toEqual({ centre, field })
  }
  for (const { name, height, width, channels, features } of spatialLayers(table))
    expect(network.layers.find((layer) => layer.name === name)).toMatchObject({
      height,
      width,
      channels,
      ...(features !== null && { features }),
    })
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
