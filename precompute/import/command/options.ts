/** The command line of `npm run add-model`, every value checked. */
import { existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { EXIT, Failure } from '../../failure.ts'
import { MODELS } from '../../readModel.ts'

export interface AddOptions {
  /** The network; with the older form, the layer table and the weights. */
  files: string[]
  out: string
  id?: string
  title?: string
  /** Empty for `--classes none`. */
  classes?: string[]
  mean?: number[]
  std?: number[]
  bgr: boolean
  range?: [least: number, most: number]
  size?: { height: number; width: number; channels?: number }
  license?: string
  /** If not said, float16, and float32 where it has attention. */
  weights?: 'float32' | 'float16'
  expect?: string
  output?: string
  replace: boolean
}

export const USAGE = `usage: npm run add-model -- FILE --classes FILE --license TEXT [options]
       npm run add-model -- table.json weights.safetensors [--weights float32|float16] [--out public/models] [--replace]

  FILE                       a network: ONNX, or another format that is found; or a folder of one
  --id ID                    its name in addresses: small letters, digits and - (from the file's name)
  --title TEXT               its name for readers (the id)
  --classes FILE             names of the classes, one a line, in the order of the scores; none where it scores none
  --license TEXT             its licence, as in --license "CC BY 4.0"
  --range LEAST..MOST        what black and white are in its input, as in --range 0..255
  --mean N,N,N --std N,N,N   what is taken away from its input, and what it is divided by, for each channel (0 and 1)
  --bgr                      it takes blue first
  --size H×W                 pixels, where the file leaves them open, as in --size 224x224 (28x28x1 with its channels)
  --weights float32|float16  how its weights are stored (float16; float32 where it has attention)
  --expect FILE              pictures and what it must make of them, as safetensors: image, and logits or layers by name
  --output NAME              which of the file's outputs are the scores (the first)
  --replace                  in place of a network that there is under this id
  --out DIR                  where networks are (${MODELS})`

const usage = (what: string, remedy: string) => new Failure(EXIT.input, what, remedy)

/** @throws Failure naming the option, the value and what is allowed */
export function parseAddOptions(args: readonly string[]): AddOptions {
  const text = { type: 'string' } as const
  let parsed
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        id: text, title: text, classes: text, mean: text, std: text, range: text, size: text, license: text, weights: text,
        expect: text, output: text, bgr: { type: 'boolean' }, replace: { type: 'boolean' },
        out: { type: 'string', default: MODELS },
      },
    }) // prettier-ignore
  } catch (error) {
    throw usage((error as Error).message, USAGE)
  }
  const { values, positionals } = parsed
  if (positionals.length < 1 || positionals.length > 2) throw usage(`${positionals.length} files given`, USAGE)
  if (values.id !== undefined && !/^[a-z0-9][a-z0-9-]*$/.test(values.id))
    throw usage(`invalid --id: ${values.id}`, 'Allowed: small letters, digits and -, as in --id tiny-darknet.')
  if (values.license === '' || values.title === '') throw usage('an empty --license or --title', 'Write it out.')
  const std = values.std === undefined ? undefined : numbers('std', values.std)
  if (std?.some((value) => value === 0)) throw usage(`invalid --std: ${values.std}`, 'Allowed: numbers other than 0.')
  return {
    files: positionals,
    out: values.out,
    bgr: values.bgr === true,
    replace: values.replace === true,
    ...(values.id !== undefined && { id: values.id }),
    ...(values.title !== undefined && { title: values.title }),
    ...(values.license !== undefined && { license: values.license }),
    ...(values.output !== undefined && { output: values.output }),
    ...(values.classes !== undefined && { classes: classNames(values.classes) }),
    ...(values.mean !== undefined && { mean: numbers('mean', values.mean) }),
    ...(std && { std }),
    ...(values.range !== undefined && { range: rangeOf(values.range) }),
    ...(values.size !== undefined && { size: sizeOf(values.size) }),
    ...(values.weights !== undefined && { weights: storage(values.weights) }),
    ...(values.expect !== undefined && { expect: fileOf('expect', values.expect) }),
  }
}

const numbers = (option: string, text: string): number[] => {
  const found = text.split(',').map((each) => (each.trim() === '' ? Number.NaN : Number(each)))
  if (found.every(Number.isFinite) && (found.length === 1 || found.length === 3)) return found
  throw usage(`invalid --${option}: ${text}`, `Allowed: one number, or three, as in --${option} 0.485,0.456,0.406.`)
}

function rangeOf(text: string): [number, number] {
  const [least, most] = text.split('..').map(Number)
  if (Number.isFinite(least) && Number.isFinite(most) && least < most && text.split('..').length === 2)
    return [least, most]
  throw usage(`invalid --range: ${text}`, 'Allowed: two numbers, as in --range 0..255 or --range=-1..1.')
}

function sizeOf(text: string): NonNullable<AddOptions['size']> {
  const found = text.split(/[x×]/).map(Number)
  const [height, width = height, channels] = found
  const wrong = !found.every((each) => Number.isSafeInteger(each) && each > 0) || found.length > 3
  if (wrong || (channels !== undefined && channels !== 1 && channels !== 3))
    throw usage(`invalid --size: ${text}`, 'Allowed: pixels, as in --size 224, --size 48x192 or --size 28x28x1.')
  return { height, width, ...(channels !== undefined && { channels }) }
}

function storage(text: string): 'float32' | 'float16' {
  if (text === 'float32' || text === 'float16') return text
  throw usage(`invalid --weights: ${text}`, 'Allowed: float32, float16.')
}

function fileOf(option: string, path: string): string {
  if (existsSync(path)) return path
  throw usage(`no such file: --${option} ${path}`, 'Give a file that there is.')
}

function classNames(path: string): string[] {
  if (path === 'none') return []
  const names = readFileSync(fileOf('classes', path), 'utf8')
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split(/\r?\n/)
  const empty = names.findIndex((name) => name.trim() === '')
  if (empty >= 0)
    throw usage(`${path}: line ${empty + 1} is empty`, 'Write one name a line, in the order of the scores.')
  return names.map((name) => name.trim())
}
