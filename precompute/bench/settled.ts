/**
 * What stopping early costs: `npm run bench:settled -- [--model lumen] [--layer conv4]… [--seed 0]`
 *
 * Climbs the whole schedule for every unit, and prints per layer how the score at the recipe's last step
 * compares with that at the schedule's, both on the untransformed picture. Ends with 1 where a unit is
 * more than 1 % lower. Some half an hour of one core for lumen; give each core its layers.
 */
import * as tf from '@tensorflow/tfjs'
import { parseArgs } from 'node:util'
import { forward } from '../../src/model/forward.ts'
import { extents } from '../../src/model/geometry.ts'
import { createRng } from '../../src/model/rng.ts'
import { preactivation } from '../../src/model/unit.ts'
import { neuron } from '../../src/optvis/objective.ts'
import { optimize } from '../../src/optvis/optimize.ts'
import { fourier } from '../../src/optvis/parameterization.ts'
import { recipe, STEPS } from '../../src/optvis/recipe.ts'
import { pictureWindow } from '../../src/optvis/visualizeUnits.ts'
import { startBackend } from '../backend.ts'
import { readModel } from '../readModel.ts'

const BATCH = 16
const ALLOWED = 0.01
const { values } = parseArgs({
  options: {
    model: { type: 'string', default: 'lumen' },
    layer: { type: 'string', multiple: true },
    seed: { type: 'string', default: '0' },
  },
})

await startBackend('wasm')
const model = readModel(values.model)
const { table } = model
const named = table.layers.filter(({ op }) => op === 'conv' || op === 'dense')

console.log(`step ${recipe.steps} of ${STEPS}: score as a share of the whole schedule's`)
console.log('layer    live     mean   lowest  of unit')
for (const layer of values.layer ?? named.map(({ name }) => name.replace(/\.pre$/, ''))) {
  const count = extents(table).get(layer)!.channels
  const shares: { channel: number; share: number }[] = []
  for (let from = 0; from < count; from += BATCH) {
    const channels = Array.from({ length: Math.min(BATCH, count - from) }, (_, i) => from + i)
    const [settled, whole] = await scoresOf(layer, channels)
    channels.forEach((channel, i) => {
      if (whole![i]! > 0) shares.push({ channel, share: settled![i]! / whole![i]! })
    })
  }
  const lowest = shares.reduce((a, b) => (b.share < a.share ? b : a))
  const mean = shares.reduce((sum, { share }) => sum + share, 0) / shares.length
  console.log(
    `${layer.padEnd(8)} ${String(shares.length).padStart(4)} ${mean.toFixed(4).padStart(8)} ${lowest.share.toFixed(4).padStart(8)}  ${layer}/${lowest.channel}`,
  )
  if (lowest.share < 1 - ALLOWED) process.exitCode = 1
}

/** The score of each unit after the recipe's last step and after the schedule's, on one way. */
async function scoresOf(layer: string, channels: readonly number[]): Promise<number[][]> {
  const read = preactivation(layer, table)
  const objective = neuron(table, read, channels)
  const window = pictureWindow(table, read)
  const size: [number, number] = [window.bottom - window.top, window.right - window.left]
  const side = Math.max(...size)
  const parameterization = fourier({
    size: side + 2 * recipe.margin,
    rngs: channels.map((channel) => createRng(Number(values.seed), table.id, layer, channel, 0)),
    deviation: recipe.deviation,
    decay: recipe.decay,
    bound: recipe.bound(side),
  })
  const steps = optimize(model, objective, parameterization, recipe.transform(size), {
    steps: STEPS,
    rate: (step) => recipe.rate(step, side),
    rng: createRng(Number(values.seed), table.id, layer, 'transforms', 0),
    placement: window,
  })
  const scores: number[][] = []
  for await (const { step, image } of steps) {
    if (step !== recipe.steps && step !== STEPS) continue
    const preactivations = tf.tidy(() => {
      const [batch, tall, wide] = image().shape
      const corner = [0, (tall - size[0]) >> 1, (wide - size[1]) >> 1, 0]
      const seen = tf.slice(image(), corner, [batch, ...size, 3])
      return Object.values(forward(model)(seen, objective.targets, window))[0]!.as2D(batch, -1)
    })
    const rows = (await preactivations.array()) as number[][]
    preactivations.dispose()
    scores.push(channels.map((channel, i) => rows[i]![channel]!))
  }
  parameterization.dispose()
  return scores
}
