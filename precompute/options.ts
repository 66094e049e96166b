/** The command line: `(arguments) → Options`, every value checked. */
import { basename } from 'node:path'
import { nearest } from '../src/vocabulary/nearest.ts'
import { BACKENDS, type Backend } from './backendName.ts'
import { EXIT, Failure } from './failure.ts'
import { MOST_PARTS, type Shard } from './shard.ts'

export interface Options {
  action: 'render' | 'build' | 'list' | 'check' | 'verify' | 'prune' | 'merge' | 'help'
  /** Renders also what is up to date. */
  force: boolean
  /** Slugs; empty for all articles. */
  articles: string[]
  /** Units whose picture is wanted whether or not an article asks. */
  units: string[]
  /** The network of `units`; absent, the site's default one. */
  model?: string
  /** The seed of `units`. */
  seed: number
  /** Folders of images, by the name of their data set. */
  datasets: Record<string, string>
  out: string
  /** The GPU where there is one, else WASM. */
  backend: Backend | 'auto'
  /** One per core, or one per GPU, when absent. */
  workers?: number
  /** A part of the plan; absent, all of it. */
  shard?: Shard
  /** The directories to be joined. */
  parts: string[]
  json: boolean
}

export const DEFAULT_OUT = 'public/artifacts'

interface Flag {
  /** Name of its value in the help; absent for a switch. */
  value?: string
  repeatable?: boolean
  /** Takes all arguments up to the next flag. */
  several?: boolean
  help: string
}

const ACTIONS = ['build', 'list', 'check', 'verify', 'prune', 'merge', 'help'] as const

const FLAGS: Record<string, Flag> = {
  list: { help: 'show what would be rendered, and an estimate of its cost' },
  check: { help: 'exit 1 and name what is missing or stale; renders nothing' },
  verify: { help: 'read every artifact again and compare it with its recorded hash' },
  prune: { help: 'remove the artifacts and files that no article asks for' },
  build: { help: 'as npm run build does: render, but only check where CI=true' },
  force: { help: 'render also what is up to date' },
  article: { value: 'SLUG', repeatable: true, help: 'only what this article asks for' },
  unit: { value: 'UNIT', repeatable: true, help: 'the picture of this unit, as in conv4/17' },
  model: { value: 'ID', help: 'the network of --unit (the default one of src/site.ts)' },
  seed: { value: 'N', help: 'the seed of --unit (0)' },
  dataset: {
    value: 'NAME=DIR',
    repeatable: true,
    help: 'the folder of a data set that a figure shows; DIR alone has its own name',
  },
  out: { value: 'DIR', help: `where artifacts are written (${DEFAULT_OUT})` },
  backend: {
    value: BACKENDS.join('|'),
    help: 'what computes (a GPU where there is one, else wasm)',
  },
  shard: {
    value: 'I/N',
    help: 'only the I-th of N fixed, balanced parts of the plan; takes --out',
  },
  merge: { value: 'DIR…', several: true, help: 'join the parts in these directories' },
  workers: { value: 'N', help: 'processes that compute (one per core; one for a GPU)' },
  json: { help: 'one summary object on standard output; progress on standard error' },
  help: { help: 'show this' },
}

/**
 * Parses the arguments after the script's name.
 * @throws Failure naming the flag or value and what was allowed
 */
export function parseOptions(args: readonly string[]): Options {
  const given = readFlags(args)
  const actions = ACTIONS.filter((name) => given.has(name))
  if (actions.length > 1)
    throw usage(`${actions.map((name) => `--${name}`).join(' and ')} exclude each other`, 'Give one.')
  const action = actions.at(0) ?? 'render'
  const units = given.get('unit') ?? []
  const articles = given.get('article') ?? []
  for (const flag of ['model', 'seed'])
    if (given.has(flag) && units.length === 0)
      throw usage(
        `--${flag} without --unit: the figures of an article name their own`,
        `Write the ${flag} in the article, or add --unit, as in --unit conv4/17.`,
      )
  if (action === 'prune' && (units.length > 0 || articles.length > 0))
    throw usage(
      `--prune with --${units.length > 0 ? 'unit' : 'article'}: what no article asks for is known from all articles`,
      'Give --prune without it.',
    )
  if (given.has('force') && action !== 'render' && action !== 'list')
    throw usage(`--force with --${action}: nothing is rendered`, 'Give one of the two.')
  const shard = given.get('shard')?.[0]
  if (shard !== undefined && action !== 'render' && action !== 'list')
    throw usage(`--shard with --${action}`, 'Give --shard to render or to --list a part.')
  if (shard !== undefined && action === 'render' && !given.has('out'))
    throw usage(
      '--shard without --out: every part needs a directory of its own',
      `Add one, as in --shard ${shard} --out parts/${shard.split('/')[0]}.`,
    )
  const model = given.get('model')?.[0]
  const workers = given.get('workers')?.[0]
  return {
    action,
    force: given.has('force'),
    articles,
    units,
    ...(model !== undefined && { model }),
    seed: wholeNumber('seed', given.get('seed')?.[0] ?? '0', 0),
    datasets: Object.fromEntries((given.get('dataset') ?? []).map(parseDataset)),
    out: given.get('out')?.[0] ?? DEFAULT_OUT,
    backend: parseBackend(given.get('backend')?.[0]),
    ...(workers !== undefined && { workers: wholeNumber('workers', workers, 1) }),
    ...(shard !== undefined && { shard: parseShard(shard) }),
    parts: given.get('merge') ?? [],
    json: given.has('json'),
  }
}

/** `--name value` and `--name=value`. */
function readFlags(args: readonly string[]): Map<string, string[]> {
  const given = new Map<string, string[]>()
  for (let i = 0; i < args.length; i++) {
    const [written, ...rest] = args[i].split('=') as [string, ...string[]]
    const name = written.slice(2)
    const flag = written.startsWith('--') && Object.hasOwn(FLAGS, name) ? FLAGS[name] : undefined
    if (!flag) throw unknownFlag(args[i], name)
    let value = rest.length > 0 ? rest.join('=') : undefined
    if (flag.value === undefined && value !== undefined)
      throw usage(`--${name} takes no value, got ${value}`, `Write --${name} alone.`)
    if (flag.value !== undefined) {
      value ??= args[++i]
      if (value === undefined || value === '' || value.startsWith('--'))
        throw usage(`--${name} without a value`, `Write --${name} ${flag.value}.`)
    }
    const values = given.get(name) ?? []
    if (values.length > 0 && !flag.repeatable && flag.value !== undefined)
      throw usage(`--${name} given twice: ${values[0]}, ${value}`, 'Give it once.')
    const more: string[] = []
    while (flag.several && i + 1 < args.length && !args[i + 1].startsWith('--')) more.push(args[++i])
    given.set(name, [...values, value ?? '', ...more])
  }
  return given
}

function unknownFlag(written: string, name: string): Failure {
  if (!written.startsWith('--'))
    return usage(
      `unknown argument: ${written}`,
      'Flags begin with --, as in --unit conv4/17; npm needs a -- before the first: npm run precompute -- --list.',
    )
  const close = nearest(name, Object.keys(FLAGS))
  const allowed = Object.keys(FLAGS).map((each) => `--${each}`)
  return usage(`unknown flag: ${written}`, `${close ? `Did you mean --${close}? ` : ''}Allowed: ${allowed.join(', ')}.`)
}

function parseBackend(value: string | undefined): Backend | 'auto' {
  if (value === undefined) return 'auto'
  const backend = BACKENDS.find((each) => each === value)
  if (backend) return backend
  throw usage(`unknown backend: ${value}`, `Allowed: ${BACKENDS.join(', ')}.`)
}

/** `flowers=../images/flowers`, or `../images/flowers`. */
function parseDataset(value: string): [string, string] {
  const [, name, folder] = /^([\w.-]+)=(.+)$/.exec(value) ?? []
  if (name !== undefined) return [name, folder]
  const own = basename(value)
  if (own) return [own, value]
  throw usage(`invalid --dataset: ${value}`, 'Write a folder, as in --dataset flowers=../images.')
}

function parseShard(value: string): Shard {
  const [index, of] = (/^(\d+)\/(\d+)$/.exec(value)?.slice(1) ?? []).map(Number)
  if (of !== undefined && of > MOST_PARTS)
    throw usage(`invalid --shard: ${value}`, `Allowed: at most ${MOST_PARTS} parts, as in 3/16.`)
  if (index !== undefined && of !== undefined && index >= 1 && index <= of) return { index, of }
  throw usage(`invalid --shard: ${value}`, 'Allowed: a part and how many there are, as in 3/16; parts count from 1.')
}

function wholeNumber(flag: string, value: string, least: number): number {
  const number = Number(value)
  if (/^\d+$/.test(value) && number >= least && Number.isSafeInteger(number)) return number
  throw usage(`invalid --${flag}: ${value}`, `Allowed: a whole number from ${least}.`)
}

const usage = (what: string, remedy: string) => new Failure(EXIT.input, what, remedy)

export function helpText(): string {
  const rows = Object.entries(FLAGS).map(([name, { value, repeatable, help }]) => [
    `--${name}${value ? ` ${value}` : ''}`,
    `${help}${repeatable ? '; repeatable' : ''}`,
  ])
  const width = Math.max(...rows.map(([flag]) => flag.length))
  return [
    'npm run precompute -- [flags]',
    '',
    'Renders the artifacts that the articles in content/ ask for, where they are missing or stale.',
    '',
    ...rows.map(([flag, help]) => `  ${flag.padEnd(width)}  ${help}`),
    '',
    'Exit codes: 0 done; 1 something is missing, stale or damaged; 2 a flag or an article is wrong;',
    '3 some units could not be rendered; 4 the output directory is at fault; 130 interrupted.',
  ].join('\n')
}
