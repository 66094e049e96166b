/** One process of the experiment: gets images, sends back what became of each. */
import '../../foundByPlace.ts'
import type { Outcome, Task } from './outcome.ts'

const { filled } = await import('../../../src/attribution/tokens/fillings.ts')
const { fromLeast, fromMost, perturb, tenths } = await import('../../../src/attribution/tokens/perturbation.ts')
const { tokensGiven } = await import('../../../src/attribution/tokens/tokenMethod.ts')
const { tokenMethods } = await import('../../../src/attribution/tokens/tokenMethods.ts')
const { zeroLevel } = await import('../../../src/attribution/attribute.ts')
const { classScores } = await import('../../../src/attribution/tokens/classScores.ts')
const { startBackend } = await import('../../backend.ts')
const { readImage } = await import('../../dataset.ts')
const { readModel } = await import('../../readModel.ts')

process.once('message', (task: Task) => {
  void measure(task)
})

async function measure({ model: id, images, fillings: named }: Task): Promise<void> {
  await startBackend('wasm')
  const model = readModel(id)
  const { height, width } = model.table.input
  for (const { path, index, at } of images) {
    const image = { height, width, values: await readImage(path, height, width) }
    const scores = await classScores(model, image)
    const said = scores.indexOf(Math.max(...scores))
    const given = tokensGiven(model, image, said, { seed: at })
    const [rows] = given.structure.grid
    const steps = tenths(rows * given.structure.grid[1])
    const outcome: Outcome = { at, right: said === index, empty: [], curves: [] }
    const fillings = named.map((filling) => filled(image, filling, height / rows, zeroLevel(model), at))
    for (const [method, { map }] of Object.entries(tokenMethods)) {
      const found = await map(given)
      if (found.every((value) => value === 0)) outcome.empty.push(method)
      for (const [i, filling] of named.entries()) {
        const curve = async (order: number[]) =>
          (await perturb(model, given.structure, image, fillings[i], said, order, steps)).kept
        outcome.curves.push({
          method,
          filling,
          most: await curve(fromMost(found)),
          least: await curve(fromLeast(found)),
        })
      }
    }
    process.send!(outcome)
  }
  model.dispose()
  process.disconnect()
}
