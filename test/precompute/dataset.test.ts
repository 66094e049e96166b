import * as tf from '@tensorflow/tfjs'
import '@tensorflow/tfjs-backend-wasm'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import { classNames, readDataset, readImage } from '../../precompute/dataset.ts'
import { createReaders } from '../../precompute/readers.ts'
import { compute } from '../../src/artifacts/datasetExamples/compute.ts'
import { readModel } from '../../precompute/readModel.ts'
import type { Manifest } from '../../src/artifacts/manifest.ts'
import type { DatasetExamplesData } from '../../src/artifacts/datasetExamples/artifact.ts'
import { imageResponses } from '../../src/circuits/responses/imageExamples.ts'
import { forward } from '../../src/model/forward.ts'
import { createRng } from '../../src/vocabulary/rng.ts'
import { ARCHIVE, readValidation } from '../model/tinyImageNet.ts'
import '../backends.ts'
import { temporaryFolder } from './bench.ts'
import { precompute, project } from './command.ts'

/** Two classes of three noisy pictures, 20 × 16 pixels, in either layout. */
async function makeImages(layout: 'folders' | 'tiny'): Promise<string> {
  const folder = temporaryFolder()
  const lines: string[] = []
  for (const [label, tint] of [
    ['n01', 60],
    ['n02', 180],
  ] as const)
    for (let i = 0; i < 3; i++) {
      const rng = createRng(i, label)
      const pixels = Uint8Array.from({ length: 20 * 16 * 3 }, () => tint + rng.integer(-50, 50))
      const name = `${label}_${i}.png`
      const path = layout === 'tiny' ? join(folder, 'val/images', name) : join(folder, label, 'images', name)
      mkdirSync(dirname(path), { recursive: true })
      await sharp(pixels, { raw: { width: 20, height: 16, channels: 3 } }).toFile(path)
      lines.push(`${name}\t${label}\t0\t0\t9\t9`)
    }
  if (layout === 'tiny') {
    writeFileSync(join(folder, 'val/val_annotations.txt'), `${lines.join('\n')}\n`)
    writeFileSync(join(folder, 'words.txt'), 'n01\tgoldfish, Carassius auratus\nn02\torange\n')
  }
  return folder
}

const LICENCE = { flowers: { title: 'Flowers', license: 'CC0', attribution: 'A gardener' } }
const FIGURE = `
<Examples id="fig-a" model="menagerie" units="stem/1 stem/5" dataset="flowers">All.</Examples>
`

/** A project with one figure of images. */
function withFigure(licence?: unknown): string {
  const folder = project()
  writeFileSync(join(folder, 'content/circles/index.mdx'), FIGURE)
  if (licence) writeFileSync(join(folder, 'content/datasets.json'), JSON.stringify(licence))
  return folder
}

const artifacts = (folder: string) => join(folder, 'public/artifacts')
const files = (folder: string) => (existsSync(artifacts(folder)) ? readdirSync(artifacts(folder)).sort() : [])

describe('a folder of images', () => {
  it.each(['folders', 'tiny'] as const)('in the layout %s is listed with its classes', async (layout) => {
    const folder = await makeImages(layout)
    const labels = readDataset(folder).map(({ label }) => label)
    expect(labels).toEqual(['n01', 'n01', 'n01', 'n02', 'n02', 'n02'])
    expect([...classNames(folder)]).toEqual(
      layout === 'tiny'
        ? [
            ['n01', 'goldfish'],
            ['n02', 'orange'],
          ]
        : [],
    )
  })

  it('without images says what was looked for', () => {
    expect(() => readDataset(mkdtempSync(join(tmpdir(), 'none-')))).toThrow(
      /^no images in .* \(one folder per class with \.jpg, \.png, \.webp or \.avif files, or Tiny ImageNet's own layout\)$/,
    )
  })
})

describe('--dataset', () => {
  it('writes nothing without a licence, and says where to set it', async () => {
    const folder = withFigure()
    const ended = await precompute(folder, `--dataset flowers=${await makeImages('folders')}`)
    expect(ended.code).toBe(2)
    expect(ended.stderr).toContain(
      'no licence of the images of flowers (wanted by content/circles/index.mdx:2): pictures of them are written only with a licence and an attribution\n' +
        'Set both in content/datasets.json, as in {"flowers": {"title": "…", "license": "CC BY 4.0", "attribution": "…"}}.',
    )
    expect(files(folder)).toEqual([])
  }, 60_000)

  it('refuses a licence without an attribution', async () => {
    const folder = withFigure({ flowers: { title: 'Flowers', license: 'CC0' } })
    const ended = await precompute(folder, `--dataset flowers=${await makeImages('folders')}`)
    expect(ended.code).toBe(2)
    expect(ended.stderr).toMatch(/^invalid content\/datasets\.json: [^]*attribution/)
    expect(files(folder)).toEqual([])
  }, 60_000)

  it('asks for the folder of a set that a figure shows, and refuses one that none shows', async () => {
    const folder = withFigure(LICENCE)
    expect((await precompute(folder, '')).stderr).toContain(
      'no folder of the images of flowers (wanted by content/circles/index.mdx:2)\n' +
        "Run: npm run precompute -- --dataset flowers=DIR, where DIR holds one folder per class, or Tiny ImageNet's own layout.",
    )
    expect((await precompute(folder, '--dataset ../birds')).stderr).toContain(
      'no figure asks for the images of birds (figures ask for: flowers)\n' +
        'Write --dataset NAME=DIR with such a name, or dataset="birds" in an <Examples>.',
    )
  }, 60_000)

  it.each(['folders', 'tiny'] as const)(
    'shows the images of the layout %s that excite a unit most, where they do',
    async (layout) => {
      const folder = withFigure(LICENCE)
      const images = await makeImages(layout)
      const ended = await precompute(folder, `--dataset flowers=${images} --workers 1`)
      expect(ended).toMatchObject({ code: 0 })
      const manifest = JSON.parse(readFileSync(join(artifacts(folder), 'manifest.json'), 'utf8')) as Manifest
      const row = manifest.rows.find(({ request }) => request.kind === 'datasetExamples' && request.unit === 'stem/5')!
      const { data, pictures } = row.files
      const json = JSON.parse(readFileSync(join(artifacts(folder), data.name), 'utf8')) as DatasetExamplesData
      await tf.setBackend('cpu')
      const model = readModel('menagerie', 'test/fixtures')
      const { height: size } = model.table.input
      const found: { value: number; at: [number, number] }[] = []
      for (const { path } of readDataset(images)) {
        const image = tf.tensor4d(await readImage(path, size, size), [1, size, size, 3])
        const maps = forward(model)(image, ['stem']).stem.arraySync() as number[][][][]
        let most = { value: -Infinity, at: [0, 0] as [number, number] }
        maps[0].forEach((line, y) =>
          line.forEach((values, x) => {
            if (values[5] > most.value) most = { value: values[5], at: [y, x] }
          }),
        )
        found.push(most)
      }
      const order = [...found.keys()].sort((a, b) => found[b].value - found[a].value)
      expect(json.shown).toBe(6)
      expect(json.top[0].index).toBe(order[0])
      expect(json.top[0].value).toBeCloseTo(found[order[0]].value, 3)
      expect(json.at[0]).toEqual(found[order[0]].at)
      const names = layout === 'tiny' ? ['goldfish', 'orange'] : ['n01', 'n02']
      expect(json.labels[0]).toBe(names[order[0] < 3 ? 0 : 1])
      const sheet = await sharp(join(artifacts(folder), pictures.name)).metadata()
      expect([sheet.width, sheet.height]).toEqual([pictures.tiles!.columns * size, pictures.tiles!.rows * size])
    },
    60_000,
  )
})

/** The real images are tried where they are; nothing of them is kept. */
describe.skipIf(!existsSync(ARCHIVE))('Tiny ImageNet’s own validation images', () => {
  beforeAll(async () => {
    await tf.setBackend('wasm')
  })

  it('in their own layout: the images that excite a class most are of that class', async () => {
    const folder = temporaryFolder()
    const root = join(folder, 'tiny-imagenet-200')
    mkdirSync(join(root, 'val/images'), { recursive: true })
    // Of two classes thirty images each.
    const some = [0, 187].flatMap((label) =>
      readValidation()
        .filter((image) => image.label === label)
        .slice(0, 30),
    )
    const lines = some.map(({ name, label, jpeg }) => {
      writeFileSync(join(root, 'val/images', name), jpeg)
      return `${name}\tn${label}\t0\t0\t62\t62`
    })
    writeFileSync(join(root, 'val/val_annotations.txt'), lines.join('\n'))
    writeFileSync(join(root, 'words.txt'), 'n0\tgoldfish\nn187\tlemon\n')
    const model = readModel('lumen')
    expect(model.table.classes[187]).toBe('lemon')
    const request = { kind: 'datasetExamples', model: 'lumen', unit: 'logits/187', dataset: 'tiny' } as const
    const readers = createReaders({ models: 'public/models', folders: { tiny: folder } })
    const [computed] = await compute(model, [request], () => {}, readers)
    const json = computed.data
    expect(json.shown).toBe(60)
    // By chance half of them would be.
    expect(json.labels.slice(0, 12).filter((label) => label === 'lemon').length).toBeGreaterThanOrEqual(10)
  }, 60_000)
})

it('refuses units of two layers in one pass', async () => {
  await expect(imageResponses(readModel('menagerie', 'test/fixtures'), ['stem/1', 'wide/2'], [])).rejects.toThrow(
    'units of two layers: stem and wide (give those of one)',
  )
})
