/**
 * `npm run experiment -- NAME …`: measures something on images that the project does not hold, and writes the numbers. Each
 * experiment is one file of `precompute/experiments`.
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import './foundByPlace.ts'

/** What an experiment exports. */
export interface Experiment {
  /** Its options, for `--help`. */
  help: string
  /** @param args of the command line, after its name */
  run(args: string[]): Promise<void>
}

const FOLDER = join(import.meta.dirname, 'experiments')
const names = readdirSync(FOLDER).flatMap((file) => /^(\w+)\.ts$/.exec(file)?.[1] ?? [])
const [name, ...args] = process.argv.slice(2)

if (name === undefined || !names.includes(name)) {
  console.error(`usage: npm run experiment -- NAME … (allowed: ${names.join(', ')})`)
  process.exit(2)
}
const { default: experiment } = (await import(`./experiments/${name}.ts`)) as { default: Experiment }
if (args.includes('--help')) console.log(experiment.help)
else await experiment.run(args)
