/** `npm run precompute`: renders what the articles ask for. */
import { figureKinds } from '../src/figures/declarations.ts'
import { explain } from './explain.ts'
import { EXIT } from './failure.ts'
import { diskFiles } from './files.ts'
import { loadKind } from './kinds.ts'
import { lockDirectory } from './lock.ts'
import { appendLog, measuredSpeed } from './log.ts'
import { parseOptions } from './options.ts'
import { MODELS } from './readModel.ts'
import { run, type Effects } from './run.ts'
import { codeFor } from './parts.ts'
import { projectVersion } from './projectVersion.ts'
import { startWorkerIn } from './workerProcess.ts'

const interruption = new AbortController()

const effects: Effects = {
  content: 'content',
  models: MODELS,
  files: diskFiles,
  lock: lockDirectory,
  loadKind,
  versionOf: (request, table) => projectVersion(codeFor(request, table)),
  figureKinds,
  startWorker: startWorkerIn(MODELS),
  interrupted: interruption.signal,
  now: () => performance.now(),
  log: (entry) => appendLog({ time: new Date().toISOString(), ...entry }),
  speedOf: measuredSpeed,
  print: (text) => console.log(text),
  progress: process.stderr,
  ci: /^(1|true)$/i.test(process.env.CI ?? ''),
}

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    // Every write is complete or not begun, so that leaving at once loses only what is in flight.
    if (interruption.signal.aborted) process.exit(EXIT.interrupted)
    interruption.abort()
    console.error('\nFinishing what is in flight. Once more to leave at once.')
  })

const args = process.argv.slice(2)
try {
  const options = parseOptions(args)
  const summary = await run(options, effects)
  if (options.json) console.log(JSON.stringify(summary, null, 2))
  process.exitCode = summary.exitCode
} catch (error) {
  const { exitCode, message } = explain(error)
  console.error(message)
  if (args.includes('--json')) console.log(JSON.stringify({ exitCode, error: message }, null, 2))
  process.exitCode = exitCode
}
