import { describe, expect, it } from 'vitest'
import { describeRequest } from '../../src/artifacts/kinds.ts'
import { formatManifest, manifestSchema, rowFor, type Row } from '../../src/artifacts/manifest.ts'

const row = (unit: string): Row => ({
  adapter: null,
  backend: 'wasm',
  scores: [{ dead: false, steps: 128, score: 1.5, unit }],
  files: { picture: { sha256: '0'.repeat(64), bytes: 9, name: `0123456789abcdef-0123456789ab.webp` } },
  version: 'v',
  dependencies: ['sharp@0.35.5'],
  weights: '1'.repeat(64),
  request: { seed: 0, unit, model: 'lumen', kind: 'picture' },
  id: '0123456789abcdef',
  network: '2'.repeat(16),
  seal: '3'.repeat(16),
})

describe('formatManifest', () => {
  it('gives the same text for equal rows, one line each, whatever their order and that of their fields', () => {
    const rows = [row('conv4/3'), row('conv1/0'), row('conv4/17')]
    const text = formatManifest({ version: 4, rows })
    const turned = [...rows].reverse().map((each) => Object.fromEntries(Object.entries(each).reverse()) as Row)
    expect(formatManifest({ version: 4, rows: turned })).toBe(text)
    expect(text.split('\n').map((line) => /"unit":"([^"]+)"/.exec(line)?.[1])).toEqual([
      undefined,
      'conv1/0',
      'conv4/17',
      'conv4/3',
      undefined,
      undefined,
    ])
    expect(text.split('\n')[1]).toBe(
      '{"id":"0123456789abcdef","request":{"kind":"picture","model":"lumen","unit":"conv1/0","seed":0},"weights":"1111111111111111111111111111111111111111111111111111111111111111","network":"2222222222222222","version":"v","dependencies":["sharp@0.35.5"],"files":{"picture":{"name":"0123456789abcdef-0123456789ab.webp","bytes":9,"sha256":"0000000000000000000000000000000000000000000000000000000000000000"}},"scores":[{"unit":"conv1/0","score":1.5,"steps":128,"dead":false}],"backend":"wasm","adapter":null,"seal":"3333333333333333"},',
    )
    expect(manifestSchema.parse(JSON.parse(text)).rows).toHaveLength(3)
  })

  it('writes an empty manifest that can be read', () => {
    expect(JSON.parse(formatManifest({ version: 4, rows: [] }))).toEqual({ version: 4, rows: [] })
  })
})

describe('rowFor', () => {
  it('finds the row whatever the order of the request’s fields', () => {
    const rows = [row('conv4/3'), row('conv4/17')]
    const request = { kind: 'picture', model: 'lumen', unit: 'conv4/17', seed: 0 } as const
    expect(rowFor(rows, request, 'here')).toBe(rows[1])
  })

  it('names the request, who wants it and the command where there is none', () => {
    const request = { kind: 'sheet', model: 'lumen', units: ['a/1', 'a/2'], seed: 3 } as const
    expect(() => rowFor([], { ...request, units: [...request.units] }, 'x.mdx:41')).toThrow(
      'missing artifact: sheet of a/1 … a/2, 2 units (lumen, seed 3) (wanted by x.mdx:41). Run: npm run precompute',
    )
  })
})

describe('describeRequest', () => {
  it('says kind, units, network and seed', () => {
    expect(describeRequest(row('conv4/17').request)).toBe('picture of conv4/17 (lumen, seed 0)')
    const stimulus = { angle: 45, curvature: 0.1, x: 0, y: 0 }
    expect(describeRequest({ kind: 'convAnatomy', model: 'lumen', unit: 'conv4/17@8,8', stimulus })).toBe(
      'convAnatomy of conv4/17@8,8 (lumen)',
    )
  })
})
