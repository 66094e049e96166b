/** What a network takes and scores, from the file and the options; what neither says is asked for, all of it at once. */
import { EXIT, Failure } from '../../failure.ts'
import { LIMITS, type Graph } from '../graph.ts'
import type { Entry } from '../parity/measure.ts'
import type { AddOptions } from './options.ts'

export interface Resolved {
  id: string
  title: string
  license: string
  extent: { height: number; width: number; channels: 1 | 3 }
  classes: string[]
  entry: Entry
  /** What was taken as it is usual, or as the file says, in words. */
  words: string[]
}

/** @throws Failure that asks for what is missing, each with an example */
export function resolve(graph: Graph, options: AddOptions, fileName: string): Resolved {
  const { input, says } = graph
  const missing: string[] = []
  const ask = (option: string, what: string, example: string) => missing.push(`  ${`${option} ${example}`.padEnd(36)} ${what}`) // prettier-ignore
  const words: string[] = []
  const id = options.id ?? idFrom(fileName)
  if (id === '') ask('--id', 'its name in addresses', 'my-network')
  else if (options.id === undefined) words.push(`id ${id}, from the file's name`)
  const extent = { height: input.height, width: input.width, channels: input.channels }
  if (options.size) {
    const given = { ...extent, ...options.size }
    for (const key of ['height', 'width', 'channels'] as const)
      if (extent[key] !== null && extent[key] !== given[key])
        throw new Failure(
          EXIT.input,
          `--size says a ${key} of ${given[key]}; the file, ${extent[key]}`,
          'Leave --size out.',
        )
    Object.assign(extent, given)
  }
  if (extent.height === null || extent.width === null) {
    const flat = extent.channels === null
    ask('--size', `height${flat ? ', width and channels' : ' and width'} of its pictures`, flat ? '28x28x1' : '224x224')
  }
  if (extent.channels === null && extent.height !== null) ask('--size', 'with its channels, 3 for colour and 1 for grey', `${extent.height}x${extent.width}x3`) // prettier-ignore
  const license = options.license ?? says.license
  if (license === undefined) ask('--license', 'under what terms the network may be used', '"CC BY 4.0"')
  const classes = options.classes ?? says.classes
  if (classes === undefined)
    ask('--classes', 'a file of their names, one a line; none where it scores none', 'classes.txt')
  const told = options.range ?? options.mean ?? options.std ?? says.values
  if (told === undefined)
    ask(
      '--range',
      'what black and white are in its input (or --mean 0.485,0.456,0.406 --std 0.229,0.224,0.225)',
      '0..1',
    )
  if (missing.length > 0)
    throw new Failure(EXIT.input, `${fileName} does not say everything. Add to the command:`, missing.join('\n'))
  if (extent.channels !== 1 && extent.channels !== 3)
    throw new Failure(EXIT.input, `the network takes ${extent.channels} channels`, 'Allowed: 3 for colour, 1 for grey.')
  const whole = extent as Resolved['extent']
  if (Math.max(whole.height, whole.width) > LIMITS.side)
    throw new Failure(EXIT.input, `pictures of ${whole.height}×${whole.width} pixels`, `Allowed: up to ${LIMITS.side} along a side.`) // prettier-ignore
  if (options.title === undefined && says.title === undefined) words.push(`title ${id}, as the id`)
  const order = options.bgr ? 'BGR' : (says.order ?? 'RGB')
  if (whole.channels === 3) words.push(order === 'BGR' ? 'blue first' : 'red first (--bgr where it is blue)')
  return {
    id,
    title: options.title ?? says.title ?? id,
    license: license!,
    extent: whole,
    classes: [...classes!],
    entry: { ...entryOf(graph, options, whole.channels, words), order },
    words,
  }
}

/** `(least + (most − least) · v − mean) / std` as a factor and a sum. */
function entryOf({ says }: Graph, options: AddOptions, channels: number, words: string[]): Omit<Entry, 'order'> {
  const given = options.range !== undefined || options.mean !== undefined || options.std !== undefined
  const [least, most] = options.range ?? [0, given ? 1 : says.values!.range]
  const perChannel = (option: string, values: readonly number[]): number[] => {
    if (values.length === 1) return new Array<number>(channels).fill(values[0])
    if (values.length === channels) return [...values]
    throw new Failure(EXIT.input, `--${option} of ${values.length} numbers for ${channels} channels`, `Give one, or ${channels}.`) // prettier-ignore
  }
  const mean = perChannel('mean', options.mean ?? (given ? [0] : says.values!.mean))
  const std = perChannel('std', options.std ?? (given ? [1] : says.values!.std))
  const from = given ? '' : `, from ${says.values!.from}`
  words.push(`pictures enter from ${least} for black to ${most} for white, less ${mean.join(', ')}, over ${std.join(', ')}${from}`) // prettier-ignore
  return {
    scale: std.map((value) => (most - least) / value),
    offset: mean.map((value, channel) => (least - value) / std[channel]),
  }
}

/** A lawful id from a file's name. */
const idFrom = (name: string): string =>
  name
    .replace(/\.[a-z0-9]+$/i, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
