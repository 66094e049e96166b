/**
 * What robust training does to the pictures: `node precompute/bench/robustness.ts --plain WEIGHTS`
 *
 * WEIGHTS is the same network before its robust training, unit for unit. With the same recipe and seeds,
 * writes `public/models/<id>/robustness.webp`, a row of pictures of each (above: trained robustly), and
 * prints, per layer, the mean share of the pictures' power above a quarter of a cycle per pixel.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import sharp from 'sharp'
import { createModel } from '../../src/model/model.ts'
import { readSafetensors } from '../../src/model/safetensors.ts'
import { realFourierBasis } from '../../src/optvis/parameterization.ts'
import { visualizeUnits, type Visualization } from '../../src/optvis/visualizeUnits.ts'
import { startBackend } from '../backend.ts'
import { MODELS, readLayerTable, readModel } from '../readModel.ts'

/** A row of the strip, two units of each of four layers, and what is measured. */
const SHOWN: [layer: string, channels: number[]][] = [
  ['conv4', [21, 39]],
  ['conv5', [1, 109]],
  ['conv6', [2, 6]],
  ['logits', [26, 183]],
]
const MEASURED = 16

const { values } = parseArgs({
  options: { plain: { type: 'string' }, model: { type: 'string', default: 'lumen' } },
})
if (!values.plain) {
  console.error('usage: node precompute/bench/robustness.ts --plain WEIGHTS.safetensors [--model lumen]')
  process.exit(2)
}
await startBackend('wasm')
const robust = readModel(values.model)
const plain = createModel(readLayerTable(values.model), readSafetensors(readFileSync(values.plain)))

const rows: Visualization[][] = [[], []]
console.log('layer    power above 0.25 cycles/px, robust and plain')
for (const [layer, shown] of SHOWN) {
  const channels = [...new Set([...shown, ...Array.from({ length: MEASURED }, (_, i) => i)])]
  const found = [
    await visualizeUnits(robust, layer, channels, { seed: 0 }),
    await visualizeUnits(plain, layer, channels, { seed: 0 }),
  ]
  found.forEach((pictures, i) => rows[i].push(...pictures.slice(0, shown.length)))
  const shares = found.map((pictures) => mean(pictures.slice(shown.length).map(highPower)))
  console.log(layer.padEnd(8), shares.map((share) => `${(100 * share).toFixed(1)} %`).join('  '))
}
await writeStrip(rows, join(MODELS, values.model, 'robustness.webp'))

function mean(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b) / numbers.length
}

/** The share of a picture's power, its mean left out, at frequencies above a quarter of a cycle per pixel. */
function highPower({ image, height, width }: Visualization): number {
  const down = realFourierBasis(height)
  const across = realFourierBasis(width)
  let high = 0
  let all = 0
  for (let c = 0; c < 3; c++) {
    const columns = new Float64Array(height * width)
    for (let p = 0; p < height; p++)
      for (let x = 0; x < width; x++)
        for (let y = 0; y < height; y++)
          columns[p * width + x] += down.basis[p * height + y] * image[(y * width + x) * 3 + c]
    for (let p = 0; p < height; p++)
      for (let q = 0; q < width; q++) {
        if (p + q === 0) continue
        let coefficient = 0
        for (let x = 0; x < width; x++) coefficient += across.basis[q * width + x] * columns[p * width + x]
        const power = coefficient ** 2
        all += power
        if (Math.hypot(down.frequencies[p], across.frequencies[q]) > 0.25) high += power
      }
  }
  return high / all
}

async function writeStrip(strip: readonly Visualization[][], path: string): Promise<void> {
  const side = 64
  const gap = 4
  const tiles = strip.flatMap((row, y) =>
    row.map(async ({ image, width, height }, x) => ({
      input: await sharp(
        Uint8Array.from(image, (v) => Math.round(v * 255)),
        {
          raw: { width, height, channels: 3 },
        },
      )
        .resize(side, side, { kernel: 'cubic' })
        .png()
        .toBuffer(),
      left: x * (side + gap),
      top: y * (side + gap),
    })),
  )
  await sharp({
    create: {
      width: strip[0].length * (side + gap) - gap,
      height: strip.length * (side + gap) - gap,
      channels: 4,
      background: '#0000',
    },
  })
    .composite(await Promise.all(tiles))
    .webp({ quality: 90, smartSubsample: true })
    .toFile(path)
}
