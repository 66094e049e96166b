import { readFileSync } from 'node:fs'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { encode } from '../../src/artifacts/activations/encode.ts'
import { activationsProps, activationsRequests } from '../../src/figures/activations/request.ts'
import { describe as inWords } from '../../src/figures/activations/describe.ts'
import { stateFrom } from '../../src/figures/activations/state.ts'
import { mapOf, valueAt, valuesOfSheet } from '../../src/figures/activations/view.ts'
import { rgbOf } from '../../src/widgets/image-input/chosenImage.ts'
import { spatialLayers } from '../../src/figures/spatialLayers.ts'
import { parseLayerTable } from '../../src/model/parseLayerTable.ts'

const table = parseLayerTable(JSON.parse(readFileSync('public/models/lumen/model.json', 'utf8')))
const tableOf = () => table
const written = { id: 'fig-maps', layer: 'conv4', image: 'orange-1' }

describe('activationsProps', () => {
  it('asks for one artifact', () => {
    expect(activationsRequests(written, tableOf)).toEqual([
      { kind: 'activations', model: 'lumen', layer: 'conv4', image: 'orange-1' },
    ])
  })
  it.each([
    [{ layer: 'logits' }, 'invalid layer of <Activations>: logits (it has no positions; allowed: conv1.pre, conv1,'],
    [{ layer: 'conv9' }, 'unknown layer: conv9'],
    [{ channel: 64 }, 'invalid channel of <Activations>: 64 (write a number from -1 to 63'],
    [{ channel: 1.5 }, 'invalid channel of <Activations>: 1.5 (write a whole number)'],
    [{ image: undefined }, 'invalid image of <Activations>: nothing'],
    [{ colour: 1 }, 'unknown prop of <Activations>: colour'],
  ])('refuses %j', (props, message) => {
    expect(() => activationsProps({ ...written, ...props }, tableOf)).toThrow(message)
  })
})

describe('spatialLayers', () => {
  it('has those with positions, and the preactivation asked for', () => {
    const names = (also?: string) => spatialLayers(table, also).map(({ name }) => name)
    expect(names()).toEqual(['conv1', 'conv2', 'pool2', 'conv3', 'conv4', 'pool4', 'conv5', 'conv6', 'pool6', 'conv7'])
    expect(names('conv4.pre')).toContain('conv4.pre')
    expect(spatialLayers(table).find(({ name }) => name === 'pool4')!.features).toBe('conv4')
  })
})

describe('stateFrom', () => {
  const initial = { layer: 'conv4', channel: 39, image: 'orange-1' }
  const from = (asked: Record<string, string>) =>
    stateFrom(new Map(Object.entries(asked)), initial, spatialLayers(table), ['orange-1', 'lemon-1'])
  it('takes what there is', () => {
    expect(from({ layer: 'conv1', channel: '31', image: 'lemon-1' })).toEqual({
      layer: 'conv1',
      channel: 31,
      image: 'lemon-1',
    })
  })
  it('leaves what makes no sense, and drops the channel of another layer', () => {
    expect(from({ layer: 'nope', channel: '64', image: '../x' })).toEqual(initial)
    expect(from({ layer: 'conv1', channel: '32' }).channel).toBe(-1)
    expect(from({ channel: '1e1' }).channel).toBe(39)
  })
})

describe('the artifact', () => {
  // Two channels of 2 × 3, one of them negative at its peak.
  const computed = {
    layer: 'conv2.pre',
    height: 2,
    width: 3,
    channels: 2,
    values: new Float32Array([0, 1, 0.5, 0, 0, 0.25, 0, -2, 0, 0, 0, 1]),
    max: 2,
    peaks: [
      { value: 1, at: [0, 1] as [number, number] },
      { value: -2, at: [0, 1] as [number, number] },
    ],
    order: [1, 0],
    guesses: [{ name: 'orange', probability: 0.123456 }],
    image: new Uint8Array(4 * 4 * 3).map((_, i) => 5 * i),
  }
  const request = { kind: 'activations', model: 'lumen', layer: 'conv2.pre', image: 'x' } as const

  it('gives its values back from the sheet, and the picture byte for byte', async () => {
    const { files } = await encode(request, computed, [])
    const { data: json, maps, picture } = files
    expect(json.guesses).toEqual([{ name: 'orange', probability: 0.1235 }])
    expect(maps.tiles).toEqual({ width: 3, height: 2, columns: 2, rows: 1 })
    const { data, info } = await sharp(maps.bytes).raw().toBuffer({ resolveWithObject: true })
    expect(info.channels).toBe(4)
    const values = valuesOfSheet(json, maps.tiles, {
      data: new Uint8ClampedArray(data),
      width: info.width,
    })
    computed.values.forEach((value, i) => expect(Math.abs(values[i]! - value)).toBeLessThanOrEqual(2 / 255 / 2 + 1e-6))
    const view = { ...json, values }
    expect(valueAt(view, 1, [0, 1])).toBe(-2)
    expect([...mapOf(view, 0)!.values].map((value) => Math.round(value * 4))).toEqual([0, 4, 2, 0, 0, 1])
    expect(await sharp(picture.bytes).removeAlpha().raw().toBuffer()).toEqual(Buffer.from(computed.image))
  })

  it('is refused where a value is no number', async () => {
    const values = computed.values.with(3, NaN)
    await expect(encode(request, { ...computed, values }, [])).rejects.toThrow(
      'activations of conv2.pre hold the value NaN',
    )
  })

  it('is told in words', () => {
    expect(inWords({ ...computed }, 'an orange', 1)).toBe(
      'conv2.pre on an orange. Strongest: conv2.pre/1, −2.00; conv2.pre/0, 1.00. conv2.pre/1 peaks at −2.00, row 0, column 1. Taken for orange, 12\u00a0%.',
    )
  })
})

describe('rgbOf', () => {
  it('drops alpha, on white', () => {
    const data = new Uint8ClampedArray([255, 0, 51, 255, 0, 0, 0, 0])
    expect([...rgbOf(data)].map((v) => Number(v.toFixed(3)))).toEqual([1, 0, 0.2, 1, 1, 1])
  })
})
