/** What maps are worth: patches are removed in their order, from the most relevant on and from the least. */
import { fork } from 'node:child_process'
import { renameSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { perturbationSchema } from '../../src/artifacts/perturbation.ts'
import { FILLINGS, type Filling } from '../../src/attribution/tokens/fillings.ts'
import { tenths } from '../../src/attribution/tokens/perturbation.ts'
import { tokenStructure } from '../../src/attribution/tokens/structure.ts'
import { classNames, readDataset } from '../dataset.ts'
import type { Experiment } from '../experiment.ts'
import { MODELS, readLayerTable } from '../readModel.ts'
import type { Outcome, Task } from './perturbation/outcome.ts'
import { summarize } from './perturbation/summarize.ts'

const help = `npm run experiment -- perturbation --data DIR

  --data DIR     images: a folder per class, or Tiny ImageNet's own layout
  --model ID     a transformer of ${MODELS}; mosaic when absent
  --title TEXT   what the images are; "Tiny ImageNet, validation images" when absent
  --fillings A,B what stands where a patch was; mean,blur,noise,grey when absent
  --images N     how many, evenly spread over those of the network's classes; 500 when absent
  --workers N    processes that compute; one per core when absent`

async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string' },
      model: { type: 'string', default: 'mosaic' },
      title: { type: 'string', default: 'Tiny ImageNet, validation images' },
      fillings: { type: 'string', default: FILLINGS.join() },
      images: { type: 'string', default: '500' },
      workers: { type: 'string', default: String(availableParallelism()) },
    },
  })
  if (values.data === undefined) throw new Error(`no --data\n\n${help}`)
  const workers = whole('--workers', values.workers)
  const fillings = fillingsNamed(values.fillings)
  const table = readLayerTable(values.model)
  const { grid } = tokenStructure(table)
  const images = imagesOf(values.data, table.classes, whole('--images', values.images))
  let done = 0
  const parts = Array.from({ length: workers }, (_, i) => images.filter(({ at }) => at % workers === i))
  const outcomes = await Promise.all(
    parts.map((part) =>
      inProcess({ model: table.id, fillings, images: part }, () => {
        done++
        if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${images.length} `)
      }),
    ),
  )
  const steps = tenths(grid[0] * grid[1])
  const found = perturbationSchema.parse({
    model: table.id,
    weights: table.weights.sha256,
    data: values.title,
    backend: 'wasm',
    steps,
    ...summarize(outcomes.flat(), steps),
  })
  const path = join(MODELS, table.id, 'perturbation.json')
  writeFileSync(`${path}.new`, `${JSON.stringify(found)}\n`)
  renameSync(`${path}.new`, path)
  console.table(
    found.results.map(({ method, filling, most, least }) => ({
      method,
      filling,
      'most relevant first': most.area.mean,
      'least relevant first': least.area.mean,
    })),
  )
  console.log(`${path}: ${found.images} images, ${(100 * found.right).toFixed(1)} % right`)
}

function fillingsNamed(text: string): Filling[] {
  const names = text.split(',')
  const unknown = names.find((name) => !FILLINGS.includes(name as Filling))
  if (unknown === undefined) return names as Filling[]
  throw new Error(`invalid --fillings: ${unknown} (allowed: ${FILLINGS.join(', ')}, joined by commas)`)
}

function whole(option: string, value: string): number {
  if (/^[1-9]\d{0,5}$/.test(value)) return Number(value)
  throw new Error(`invalid ${option}: ${value} (allowed: a whole number from 1)`)
}

/** Images of the network's classes, as many of each as evenly as can be. */
function imagesOf(folder: string, classes: readonly string[], count: number): Task['images'] {
  const names = classNames(folder)
  const known = readDataset(folder).flatMap(({ path, label }) => {
    const index = classes.indexOf(names.get(label) ?? label)
    return index < 0 ? [] : [{ path, index }]
  })
  if (known.length < count)
    throw new Error(`${folder} holds ${known.length} images of the network's classes; --images asks for ${count}`)
  const seen = new Map<number, number>()
  return known
    .map((image) => {
      const turn = seen.get(image.index) ?? 0
      seen.set(image.index, turn + 1)
      return { ...image, turn }
    })
    .sort((a, b) => a.turn - b.turn || a.index - b.index)
    .slice(0, count)
    .map(({ path, index }, at) => ({ path, index, at }))
}

/** What became of each image, in a process of its own. */
function inProcess(task: Task, onImage: () => void): Promise<Outcome[]> {
  const child = fork(join(import.meta.dirname, 'perturbation/worker.ts'), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const outcomes: Outcome[] = []
  return new Promise((resolve, reject) => {
    child.on('message', (outcome: Outcome) => {
      outcomes.push(outcome)
      onImage()
    })
    child.on('exit', (code, signal) => {
      if (code === 0 && outcomes.length === task.images.length) resolve(outcomes)
      else reject(new Error(`a process ended early: ${signal ?? `exit code ${code}`}`))
    })
    child.send(task)
  })
}

export default { help, run } satisfies Experiment
