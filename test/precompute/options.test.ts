import { describe, expect, it } from 'vitest'
import { helpText, parseOptions } from '../../precompute/options.ts'

const parse = (line: string) => parseOptions(line === '' ? [] : line.split(' '))

describe('parseOptions', () => {
  it('renders what is missing into public/artifacts when nothing is said', () => {
    expect(parse('')).toEqual({
      action: 'render',
      force: false,
      articles: [],
      units: [],
      seed: 0,
      datasets: {},
      out: 'public/artifacts',
      backend: 'auto',
      parts: [],
      json: false,
    })
  })

  it('takes values after a space or an equals sign, and repeats --unit and --article', () => {
    const options = parse('--unit conv4/3 --unit=conv4/17 --seed 7 --workers=2 --backend wasm')
    expect(options).toMatchObject({
      units: ['conv4/3', 'conv4/17'],
      seed: 7,
      workers: 2,
      backend: 'wasm',
    })
    expect(parse('--article one --article two').articles).toEqual(['one', 'two'])
  })

  it('takes a part of the plan, and the directories of all parts', () => {
    expect(parse('--shard 3/16 --out parts/3').shard).toEqual({ index: 3, of: 16 })
    expect(parse('--merge parts/1 parts/2 --json')).toMatchObject({
      action: 'merge',
      parts: ['parts/1', 'parts/2'],
      json: true,
    })
  })

  it.each(['build', 'list', 'check', 'verify', 'prune', 'help'])('takes --%s as what to do', (name) => {
    expect(parse(`--${name}`).action).toBe(name)
  })

  it.each([
    ['--frce', 'unknown flag: --frce\nDid you mean --force? Allowed: --list, --check, --verify'],
    ['--gpu', 'unknown flag: --gpu\nAllowed: --list'],
    ['conv4/3', 'unknown argument: conv4/3\nFlags begin with --, as in --unit conv4/17; npm needs a --'],
    ['--backend cuda', 'unknown backend: cuda\nAllowed: webgpu, wasm, cpu.'],
    ['--workers 0', 'invalid --workers: 0\nAllowed: a whole number from 1.'],
    ['--unit conv4/3 --seed 1.5', 'invalid --seed: 1.5\nAllowed: a whole number from 0.'],
    ['--unit', '--unit without a value\nWrite --unit UNIT.'],
    ['--unit --force', '--unit without a value'],
    ['--force=yes', '--force takes no value, got yes\nWrite --force alone.'],
    ['--out a --out b', '--out given twice: a, b\nGive it once.'],
    ['--list --check', '--list and --check exclude each other\nGive one.'],
    ['--check --force', '--force with --check: nothing is rendered\nGive one of the two.'],
    ['--prune --unit conv4/3', '--prune with --unit: what no article asks for is known from all articles'],
    [
      '--seed 3',
      '--seed without --unit: the figures of an article name their own\nWrite the seed in the article, or add --unit',
    ],
    ['--model lumen', '--model without --unit'],
    [
      '--shard 3/16',
      '--shard without --out: every part needs a directory of its own\nAdd one, as in --shard 3/16 --out parts/3.',
    ],
    [
      '--shard 17/16 --out parts',
      'invalid --shard: 17/16\nAllowed: a part and how many there are, as in 3/16; parts count from 1.',
    ],
    ['--shard 1/99999999 --out parts', 'invalid --shard: 1/99999999\nAllowed: at most 10000 parts, as in 3/16.'],
    [`--shard 1/${'9'.repeat(400)} --out parts`, 'Allowed: at most 10000 parts, as in 3/16.'],
    ['--shard 0/4 --out parts', 'invalid --shard: 0/4'],
    ['--shard 3 --out parts', 'invalid --shard: 3'],
    ['--check --shard 1/2', '--shard with --check\nGive --shard to render or to --list a part.'],
    ['--merge', '--merge without a value\nWrite --merge DIR….'],
    ['--merge parts/1 --force', '--force with --merge: nothing is rendered'],
  ])('refuses %s and says what was allowed', (line, message) => {
    expect(() => parse(line)).toThrow(message)
  })

  it('ends a run with exit code 2', () => {
    expect(() => parse('--frce')).toThrow(expect.objectContaining({ exitCode: 2 }))
  })
})

describe('helpText', () => {
  it('names every flag, and the exit codes', () => {
    const text = helpText()
    const flags = [
      'list',
      'check',
      'force',
      'article SLUG',
      'unit UNIT',
      'out DIR',
      'backend webgpu|wasm|cpu',
      'workers N',
      'seed N',
      'shard I/N',
      'merge DIR…',
      'json',
      'verify',
      'prune',
    ]
    for (const flag of flags) expect(text).toContain(`--${flag} `)
    expect(text).toContain('Exit codes: 0 done; 1 something is missing')
  })
})
