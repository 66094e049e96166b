/**
 * What stopping early costs: `npm run bench:settled -- [--model lumen] [--layer conv4]… [--seed 0]`
 *
 * Climbs the whole schedule for every unit, and prints per layer how the score at the recipe's last step
 * compares with that at the schedule's, both on the untransformed picture. Ends with 1 where a unit is
 * more than 1 % lower. Some half an hour of one core for lumen; give each core its layers.
 */
import { parseArgs } from 'node:util'
import { extents } from '../../src/model/geometry.ts'
import { recipe, STEPS } from '../../src/optvis/recipe.ts'
import { startBackend } from '../backend.ts'
import { readModel } from '../readModel.ts'
import { scoreCurve } from './scoreCurve.ts'
import { hasWeights } from '../../src/model/operations.ts'

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
const seed = Number(values.seed)
const named = table.layers.filter(hasWeights)

console.log(`step ${recipe.steps} of ${STEPS}: score as a share of the whole schedule's`)
console.log('layer    live     mean   lowest  of unit')
for (const layer of values.layer ?? named.map(({ name }) => name.replace(/\.pre$/, ''))) {
  const count = extents(table).get(layer)!.channels
  const shares: { channel: number; share: number }[] = []
  for (let from = 0; from < count; from += BATCH) {
    const channels = Array.from({ length: Math.min(BATCH, count - from) }, (_, i) => from + i)
    const reads = (step: number) => step === recipe.steps || step === STEPS
    const found: number[][] = []
    for await (const { scores } of scoreCurve(model, layer, channels, {
      seed,
      steps: STEPS,
      reads,
    }))
      found.push(scores)
    const [settled, whole] = found
    channels.forEach((channel, i) => {
      if (whole[i] > 0) shares.push({ channel, share: settled[i] / whole[i] })
    })
  }
  const lowest = shares.reduce((a, b) => (b.share < a.share ? b : a))
  const mean = shares.reduce((sum, { share }) => sum + share, 0) / shares.length
  console.log(
    `${layer.padEnd(8)} ${String(shares.length).padStart(4)} ${mean.toFixed(4).padStart(8)} ${lowest.share.toFixed(4).padStart(8)}  ${layer}/${lowest.channel}`,
  )
  if (lowest.share < 1 - ALLOWED) process.exitCode = 1
}
