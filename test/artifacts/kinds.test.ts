/** What holds of every artifact kind, tried on what is in `public/artifacts`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { loadKind } from '../../precompute/kinds.ts'
import { readLayerTable } from '../../precompute/readModel.ts'
import { artifacts, describeRequest, requestSchema, unitsNamed } from '../../src/artifacts/kinds.ts'
import { manifestSchema } from '../../src/artifacts/manifest.ts'
import { requestKey, type Request } from '../../src/artifacts/request.ts'

const ARTIFACTS = 'public/artifacts'
const read = (name: string): unknown => JSON.parse(readFileSync(`${ARTIFACTS}/${name}`, 'utf8'))
const { rows } = manifestSchema.parse(read('manifest.json'))

/** Kinds that no article of ours shows. */
const OTHERS: Request[] = [
  { kind: 'datasetExamples', model: 'lumen', unit: 'conv4/39', dataset: 'flowers' },
  {
    kind: 'universality',
    model: 'lumen',
    other: 'twin',
    layer: 'conv4',
    otherLayer: 'conv5',
    families: ['curve', 'line'],
    detector: 'curve',
  },
  {
    kind: 'weightMatrix',
    model: 'lumen',
    symmetry: 'rotation',
    lower: family('conv3/43'),
    upper: family('conv4/39'),
    each: 1,
    step: 15,
    seed: 0,
  },
]

function family(lead: string) {
  return { stimuli: 'lines', lead }
}

it('every folder with an artifact.ts is a kind, and no other is', () => {
  const folders = readdirSync('src/artifacts').filter((name) => existsSync(`src/artifacts/${name}/artifact.ts`))
  expect([...artifacts.keys()].sort()).toEqual(folders)
})

describe.each([...artifacts])('%s', (name, artifact) => {
  const own = rows.filter(({ request }) => request.kind === name)
  const requests = [...own.map(({ request }) => request), ...OTHERS.filter(({ kind }) => kind === name)]

  it('parses its requests to what they were, and no field besides', () => {
    expect(requests.length).toBeGreaterThan(0)
    for (const request of requests) {
      const again = requestSchema.parse(JSON.parse(JSON.stringify(request)))
      expect(requestKey(again)).toBe(requestKey(request))
      expect(requestSchema.safeParse({ ...request, extra: 1 }).success).toBe(false)
    }
  })

  it('says in words what it is of', () => {
    for (const request of requests) {
      expect(describeRequest(request)).toMatch(new RegExp(`^${name} of [^{]+ \\(${request.model}`))
      expect(unitsNamed(request).every((unit) => typeof unit === 'string')).toBe(true)
    }
  })

  it('has the files that it declares, and data as its schema says', () => {
    for (const { files } of own) {
      expect(Object.keys(files)).toEqual(Object.keys(artifact.files))
      for (const [file, declared] of Object.entries(artifact.files)) {
        expect(files[file].name.endsWith(`.${declared.extension}`)).toBe(true)
        if (declared.extension === 'json') declared.schema.parse(read(files[file].name))
        else expect(files[file].tiles !== undefined).toBe(declared.tiled)
      }
    }
  })

  it('costs a finite number of operations', async () => {
    const { flop, encode, compute } = await loadKind(name)
    expect(encode).toBeTypeOf('function')
    expect(flop === undefined).toBe(compute === undefined)
    for (const request of requests) {
      const cost = flop?.(request, readLayerTable(request.model)) ?? 0
      expect(Number.isFinite(cost) && cost >= 0).toBe(true)
    }
  })
})

it('a request of an unknown kind lists the kinds there are', () => {
  const { error } = requestSchema.safeParse({ kind: 'weights', model: 'lumen' })
  expect(error!.issues[0].message).toMatch(
    /^unknown kind of artifact: weights \(src\/artifacts has activations, attentionMaps, attribution, /,
  )
})
