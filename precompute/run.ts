/** One run of the precompute step: `(options, effects) → exit code`. `main.ts` supplies the effects. */
import { availableParallelism } from 'node:os'
import { describeRequest } from '../src/artifacts/kinds.ts'
import { MANIFEST_FILE } from '../src/artifacts/manifest.ts'
import type { Reading } from '../src/artifacts/reading.ts'
import { requestKey, type Request } from '../src/artifacts/request.ts'
import { describeBroken } from '../src/artifacts/trust/readManifest.ts'
import { createAsking, defaultModel } from '../src/figures/asking.ts'
import type { LayerTable } from '../src/vocabulary/layerTable.ts'
import { articleSlugs, readFigures } from './articles.ts'
import { checkDatasets } from './datasets.ts'
import { openDirectory, sweep, type Directory } from './directory.ts'
import { EXIT, Failure } from './failure.ts'
import type { FileEffects } from './files.ts'
import { check, list, unwantedBroken, verify } from './inspect.ts'
import type { Planned } from './planned.ts'
import type { Kind } from './kinds.ts'
import type { LogEntry } from './log.ts'
import type { Backend } from './backendName.ts'
import { helpText, type Options } from './options.ts'
import { isToDo, makePlan, orphans } from './plan.ts'
import { createProgress, duration } from './progress.ts'
import { readLayerTable } from './readModel.ts'
import { merge } from './merge.ts'
import { assemble, render } from './render.ts'
import { modelIds } from './modelIds.ts'
import { digestOf } from './digestOf.ts'
import { type FigureKinds, requestsOfFigures, requestsOfUnits, withNeeds } from './requests.ts'
import { shardOf } from './shard.ts'
import { startStopwatch } from './stopwatch.ts'
import { commandFor, count, describeItem, sayOrphans, toBeMended, type Say, type Summary } from './summary.ts'
import type { Version } from './version.ts'
import type { StartWorker } from './workerProcess.ts'

export interface Effects {
  /** Folders, relative to the working directory. */
  content: string
  models: string
  files: FileEffects
  lock(directory: string): () => void
  loadKind(kind: string): Promise<Kind>
  versionOf(request: Request, table: LayerTable): Version
  figureKinds: FigureKinds
  startWorker: StartWorker
  interrupted: AbortSignal
  /** Milliseconds, by a clock that may be set back. */
  now(): number
  log(entry: Omit<LogEntry, 'time'>): void
  /** FLOP/s of one worker, as measured before. */
  speedOf(backend: Backend): number
  /** Results. */
  print(text: string): void
  /** Progress. */
  progress: { isTTY?: boolean; write(text: string): unknown }
  /** Whether the environment says `CI=true`. */
  ci: boolean
}

/** @throws Failure, AuthorError and errors of the file system; what was finished is written */
export async function run(options: Options, effects: Effects): Promise<Summary> {
  const say = (text: string) => {
    if (options.json) effects.progress.write(`${text}\n`)
    else effects.print(text)
  }
  const action = options.action === 'build' ? (effects.ci ? 'check' : 'render') : options.action
  if (action === 'help') {
    say(helpText())
    return { action, exitCode: EXIT.done, out: options.out }
  }
  const directory = openDirectory(options.out, effects.files)
  if (action === 'verify') return verify(directory, say)
  if (action === 'merge') return mergeParts(options, effects, say)
  const planned = await plan(options, directory, effects)
  if (action === 'list') return list(planned, options, effects.speedOf, say)
  if (action === 'check') return check(planned, options, say)
  if (action === 'prune') return prune(planned, options, effects, say)
  return renderMissing(planned, options, effects, say)
}

async function plan(options: Options, directory: Directory, effects: Effects): Promise<Planned> {
  const tables = new Map<string, LayerTable>()
  const tableOf = (model: string): LayerTable => {
    const table = tables.get(model) ?? readLayerTable(model, effects.models)
    tables.set(model, table)
    return table
  }
  const named = options.units.length > 0 || options.articles.length > 0
  const whole = !named && !options.shard
  // A site may be built before its first article is written.
  const needsArticles = !named && options.action !== 'build'
  if (needsArticles && articleSlugs(effects.content).length === 0)
    throw new Failure(
      EXIT.input,
      `no article: ${effects.content} holds no folder with an index.mdx`,
      'Run this in the folder of the project, write one, or name units with --unit conv4/17.',
    )
  const figures =
    !named || options.articles.length > 0
      ? readFigures(effects.content, options.articles, Object.keys(effects.figureKinds))
      : []
  const models = modelIds(effects.models)
  const wanted = withNeeds([
    ...requestsOfFigures(figures, effects.figureKinds, createAsking(tableOf, models), tableOf),
    ...(options.units.length > 0 ? requestsOfUnits(options.units, withDefault(options, models), tableOf) : []),
  ])
  const names = [...new Set(wanted.map(({ request }) => request.kind))]
  const kinds = Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await effects.loadKind(name)] as const)),
  )
  const sources = {
    kinds,
    versionOf: effects.versionOf,
    digestOf: (reading: Reading) => digestOf(reading, effects.models),
    tableOf,
  }
  const items = makePlan(wanted, directory, sources, options)
  const part = options.shard ? shardOf(items, options.shard, kinds) : items
  return { items: part, directory, kinds, whole }
}

function prune({ items }: Planned, options: Options, effects: Effects, say: Say): Summary {
  const unlock = effects.lock(options.out)
  try {
    sweep(options.out, effects.files)
    const directory = openDirectory(options.out, effects.files)
    const wanted = new Set(items.map(({ request }) => requestKey(request)))
    const broken = directory.broken().find(({ row }) => wanted.has(requestKey(row.request)))
    if (broken)
      throw new Failure(
        EXIT.directory,
        `the manifest of ${options.out} cannot be trusted: ${describeBroken(broken)}`,
        `Nothing was removed. Run ${commandFor(options)}, which renders that anew; then prune.`,
      )
    const removed = directory.prune(orphans(directory.rows(), items), toBeMended(items))
    for (const name of removed) say(`removed ${name}`)
    say(`${count(removed.length, 'file')} removed from ${options.out}`)
    return { action: 'prune', exitCode: EXIT.done, out: options.out, removed }
  } finally {
    unlock()
  }
}

const isNew = (path: string, files: FileEffects): boolean => !files.list(path).includes(MANIFEST_FILE)

/** Takes what the parts hold, then assembles what is made of it; the rest is named. */
async function mergeParts(options: Options, effects: Effects, say: Say): Promise<Summary> {
  const unlock = effects.lock(options.out)
  try {
    sweep(options.out, effects.files)
    const before = await plan(options, openDirectory(options.out, effects.files), effects)
    const { taken, refused } = merge(before.items, before.directory, options.parts, effects.files)
    for (const { part, row, reason } of refused) say(`left out: ${describeRequest(row.request)} of ${part}: ${reason}`)
    const planned = await plan(options, before.directory, effects)
    const { rendered, failed, left } = await assemble(planned.items, planned.directory, {
      ...effects,
      kinds: planned.kinds,
    })
    for (const { request, message } of failed) say(`failed: ${describeRequest(request)}: ${message}`)
    for (const item of left) say(describeItem(item))
    say(
      `${count(taken.length, 'artifact')} taken from ${count(options.parts.length, 'part')}, ${rendered.length} assembled of them, ${planned.items.length - rendered.length - failed.length - left.length - taken.length} were there`,
    )
    if (left.length > 0)
      say(`${left.length} still to be rendered. Run: ${commandFor({ ...options, shard: undefined })}`)
    return {
      action: 'merge',
      exitCode: failed.length > 0 ? EXIT.failed : left.length > 0 ? EXIT.found : EXIT.done,
      out: options.out,
      rendered: [...taken, ...rendered],
      failed,
      left: left.map(({ request }) => request),
      ...sayOrphans(planned, say),
    }
  } finally {
    unlock()
  }
}

async function renderMissing(planned: Planned, options: Options, effects: Effects, say: Say): Promise<Summary> {
  const { items } = planned
  checkDatasets(items, options.datasets, effects.content)
  const toDo = items.filter(isToDo)
  if (toDo.length + unwantedBroken(planned).length === 0 && !(options.shard && isNew(options.out, effects.files))) {
    say(`${count(items.length, 'artifact')} up to date`)
    return {
      action: 'render',
      exitCode: EXIT.done,
      out: options.out,
      present: items.length,
      rendered: [],
      ...sayOrphans(planned, say),
    }
  }
  const unlock = effects.lock(options.out)
  const elapsed = startStopwatch(effects.now)
  const progress = createProgress(
    effects.progress,
    { units: toDo.length, flop: toDo.reduce((total, { flop }) => total + flop, 0) },
    effects.now,
  )
  try {
    sweep(options.out, effects.files)
    // Read again: another run may have written between the plan and the lock.
    const directory = openDirectory(options.out, effects.files)
    // They would stand in the way of the build for ever.
    const unwanted = unwantedBroken({ ...planned, directory })
    for (const broken of unwanted) say(`taken out of the manifest: ${describeBroken(broken)}`)
    directory.drop(unwanted)
    // A part may be empty, and is complete nevertheless.
    if (toDo.length === 0) directory.commit([])
    const outcome = await render(
      items,
      directory,
      { ...options, cores: availableParallelism() },
      {
        ...effects,
        kinds: planned.kinds,
        startWorker: (backend) => effects.startWorker(backend, options.datasets),
        onStart: ({ backend, adapter, note }, workers) =>
          progress.line(
            `${toDo.length} to render on ${backend}${adapter ? ` (${adapter})` : ''} with ${count(workers, 'worker')}${note ? `; ${note}` : ''}`,
          ),
        onProgress: progress.add,
        onWarning: progress.line,
      },
    )
    progress.end()
    const { rendered, failed, left, running, workers, peakMemory } = outcome
    const interrupted = effects.interrupted.aborted && left.length > 0
    const seconds = elapsed() / 1000
    for (const { request, message } of failed) say(`failed: ${describeRequest(request)}: ${message}`)
    const bytes = rendered.flatMap((row) => Object.values(row.files)).reduce((total, file) => total + file.bytes, 0)
    say(
      `${rendered.length} rendered (${(bytes / 1000).toFixed(0)} KB), ${items.length - toDo.length} were up to date, in ${duration(1000 * seconds)}`,
    )
    if (failed.length + left.length > 0)
      say(
        `${failed.length + left.length} not rendered${interrupted ? ', since the run was stopped' : ''}; what is finished is kept. To go on: ${commandFor(options)}`,
      )
    return {
      action: 'render',
      exitCode: interrupted ? EXIT.interrupted : failed.length > 0 ? EXIT.failed : EXIT.done,
      out: options.out,
      present: items.length - toDo.length,
      rendered,
      failed,
      left: left.map(({ request }) => request),
      interrupted,
      backend: running?.backend,
      adapter: running?.adapter,
      workers,
      peakMemory,
      seconds,
      ...sayOrphans({ ...planned, directory }, say),
    }
  } finally {
    progress.end()
    unlock()
  }
}

/** The network and the seed of the units that the command names. */
function withDefault({ model, seed }: Options, models: readonly string[]): { model: string; seed: number } {
  try {
    return { model: model ?? defaultModel(models), seed }
  } catch (error) {
    throw new Failure(EXIT.input, (error as Error).message, 'Or name one with --model ID.')
  }
}
