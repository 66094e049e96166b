import { describe, expect, it } from 'vitest'
import type { Request } from '../../src/artifacts/request.ts'
import { WorkerLost, type StartWorker } from '../../precompute/workerProcess.ts'
import { contentFolder, createBench, fakeKinds, fakeWorker } from './bench.ts'

const names = (bench: ReturnType<typeof createBench>) => Object.keys(bench.files.contents())

describe('a run', () => {
  it('renders what is missing, pictures before sheets, and then nothing', async () => {
    const bench = createBench()
    const first = await bench.run()
    expect(first).toMatchObject({ exitCode: 0, present: 0, backend: 'wasm', orphans: [] })
    expect(first.rendered!.map(({ request }) => request.kind).slice(-3)).toEqual(['picture', 'sheet', 'sheet'])
    expect(names(bench)).toHaveLength(12)
    const second = await bench.run('', {
      startWorker: () => Promise.reject(new Error('nothing is to be computed')),
    })
    expect(second).toMatchObject({ exitCode: 0, present: 11, rendered: [] })
  })

  it('writes a manifest that does not depend on the order in which things were made', async () => {
    const all = createBench()
    await all.run()
    const parts = createBench({ content: all.effects.content })
    await parts.run('--unit wide/2 --model menagerie')
    await parts.run('--unit split/1 --unit stem/5 --model menagerie --workers 1')
    await parts.run()
    expect(parts.files.contents()).toEqual(all.files.contents())
    const manifest = all.files.contents()['out/manifest.json']
    expect(manifest.split('\n')).toHaveLength(11 + 3)
    expect(manifest).not.toMatch(/time|date|202\d/)
  })

  it('renders only what is named with --unit, and keeps what is there', async () => {
    const bench = createBench()
    await bench.run()
    const one = await bench.run('--force --unit stem/3 --model menagerie')
    expect(one.rendered!.map(({ request }) => request)).toEqual([
      { kind: 'picture', model: 'menagerie', unit: 'stem/3', seed: 0 },
    ])
    expect(names(bench)).toHaveLength(12)
  })

  it('--force renders also what is up to date', async () => {
    const bench = createBench()
    await bench.run()
    expect((await bench.run('--force')).rendered).toHaveLength(11)
  })

  it('renders a damaged artifact again', async () => {
    const bench = createBench()
    await bench.run()
    const before = bench.files.contents()
    const [flipped, truncated] = names(bench) as [string, string]
    bench.files.tamper(flipped, (bytes) => bytes.map((byte, i) => (i === 5 ? byte ^ 1 : byte)))
    bench.files.tamper(truncated, (bytes) => bytes.slice(0, 7))
    const verified = await bench.run('--verify')
    expect(verified).toMatchObject({ exitCode: 1, present: 9 })
    expect(bench.lines.join('\n')).toMatch(/^damaged: .* has changed since it was written$/m)
    expect(bench.lines.join('\n')).toMatch(/^damaged: .* has 7 bytes of \d+$/m)
    expect((await bench.run()).rendered).toHaveLength(2)
    expect(bench.files.contents()).toEqual(before)
    expect(await bench.run('--verify')).toMatchObject({ exitCode: 0, present: 11 })
  })

  it('--json moves every sentence to standard error', async () => {
    const printed: string[] = []
    const bench = createBench({ print: (text) => printed.push(text) })
    await bench.run('--json')
    expect(printed).toEqual([])
    expect(bench.lines.join('\n')).toContain('11 rendered')
  })
})

describe('--check', () => {
  it('names what is missing, who wants it, and the command', async () => {
    const bench = createBench()
    const summary = await bench.run('--check')
    expect(summary.exitCode).toBe(1)
    expect(summary.missing).toHaveLength(11)
    expect(bench.lines[0]).toMatch(
      /^missing: picture of stem\/0 \(menagerie, seed 0\) \(wanted by .*circles\/index\.mdx:5\)$/,
    )
    expect(bench.lines.at(-1)).toBe('11 of 11 artifacts to be rendered. Run: npm run precompute -- --out out')
    expect(names(bench)).toEqual([])
  })

  it('names what is stale and why, and only that kind and what is made of it', async () => {
    const bench = createBench()
    await bench.run()
    const versionOf = ({ kind }: Request) => ({
      hash: `${kind} ${kind === 'sheet' ? 2 : 1}`,
      dependencies: ['sharp@1.0.0'],
    })
    const summary = await bench.run('--check', { versionOf })
    expect(summary).toMatchObject({ exitCode: 1, present: 9, missing: [] })
    expect(summary.stale!.map(({ reason }) => reason)).toEqual([
      'the code that makes it has changed',
      'the code that makes it has changed',
    ])
    const pictures = await bench.run('--check', {
      versionOf: ({ kind }: Request) => ({
        hash: `${kind} ${kind === 'picture' ? 2 : 1}`,
        dependencies: ['sharp@1.0.0'],
      }),
    })
    expect(pictures.stale).toHaveLength(11)
    expect(pictures.stale!.at(-1)!.reason).toBe('what it is made from has changed')
  })

  it('passes where all is up to date', async () => {
    const bench = createBench()
    await bench.run()
    expect(await bench.run('--check')).toMatchObject({ exitCode: 0, missing: [], stale: [] })
    expect(bench.lines.at(-1)).toBe('11 artifacts up to date')
  })

  it('is what --build does where CI=true, and else it renders', async () => {
    const bench = createBench()
    expect(await bench.run('--build', { ci: true })).toMatchObject({ action: 'check', exitCode: 1 })
    expect(await bench.run('--build')).toMatchObject({ action: 'render', exitCode: 0 })
  })
})

describe('--list', () => {
  it('says what would be rendered and what it may cost', async () => {
    const bench = createBench()
    await bench.run('--unit wide/0 --model menagerie')
    bench.lines.length = 0
    const summary = await bench.run('--list --workers 2')
    expect(bench.lines).toHaveLength(11)
    expect(bench.lines.at(-1)).toMatch(
      /^10 to render, 1 up to date; about 0\.0\d+ TFLOP, \d+ s on wasm with 2 workers$/,
    )
    // Three layers make three batches of at least a second.
    expect(summary.estimate!.seconds).toBeCloseTo((summary.estimate!.flop / 1e9 + 3) / 2)
    expect(summary).toMatchObject({ exitCode: 0, present: 1 })
  })

  it('lists everything with --force', async () => {
    const bench = createBench()
    await bench.run()
    await bench.run('--list --force')
    expect(bench.lines.at(-1)).toMatch(/^11 to render, 0 up to date/)
  })
})

describe('orphans', () => {
  it('are named, kept, and removed by --prune', async () => {
    const bench = createBench()
    await bench.run()
    const wanted = bench.files.contents()
    await bench.run('--unit wide/1 --model menagerie')
    const checked = await bench.run('--check')
    expect(checked).toMatchObject({ exitCode: 0 })
    expect(checked.orphans).toHaveLength(1)
    expect(bench.lines).toContain('orphan: picture of wide/1 (menagerie, seed 0): no article asks for it')
    expect(bench.lines.at(-1)).toBe('1 file that no article asks for. To remove: npm run precompute -- --prune')
    const pruned = await bench.run('--prune')
    expect(pruned.removed).toEqual(checked.orphans)
    expect(bench.files.contents()).toEqual(wanted)
  })
})

describe('an article', () => {
  const run = (mdx: string) => createBench({ content: contentFolder({ a: mdx }) }).run('--check')

  it('is told its mistakes with file, line and remedy', async () => {
    await expect(run('\n<FeatureGrid id="x" model="menagerie" units="wide/9" />')).rejects.toThrow(
      /a\/index\.mdx:2:1: invalid units of <FeatureGrid>: "wide\/9" \(write units of .*wide\/0…3.*\)\nChange the props of the figure there\.$/,
    )
    await expect(run('<FeatureGrid id="x" model="nope" layer="wide" />')).rejects.toThrow(
      /a\/index\.mdx:1:1: unknown model: nope \(.*menagerie.*npm run add-model\)/,
    )
  })

  it('must be there, but for a build of the site without any', async () => {
    await expect(createBench({ content: contentFolder({}) }).run()).rejects.toThrow(
      /^no article: .* holds no folder with an index\.mdx\nRun this in the folder of the project, write one, or name units/,
    )
    const built = await createBench({ content: contentFolder({}) }).run('--build')
    expect(built.exitCode).toBe(0)
    await expect(createBench().run('--article squares')).rejects.toThrow(/^unknown article: squares\n.* holds circles;/)
  })

  it('is not needed for --unit, whose mistakes are told as well', async () => {
    const bench = createBench({ content: 'nowhere' })
    expect((await bench.run('--unit wide/1 --model menagerie')).rendered).toHaveLength(1)
    await expect(bench.run('--unit wide --model menagerie')).rejects.toThrow(
      'invalid unit: wide (write layer/channel or layer/channel@row,column, as in conv4/17)\nWrite --unit layer/channel',
    )
    await expect(bench.run('--unit wide/1@2,3 --model menagerie')).rejects.toThrow(
      'picture of one position: wide/1@2,3 (a picture shows the centre unit; leave @ away)',
    )
  })
})

describe('the manifest', () => {
  it.each([
    ['half of it', (text: string) => text.slice(0, text.length / 2), 'is not JSON: it is truncated or damaged'],
    [
      'a later version',
      (text: string) => text.replace('"version":4', '"version":5'),
      'has version 5; this precompute reads version 4',
    ],
    [
      'a row without files',
      (text: string) => text.replace(/"files":.*?"scores"/, '"files":{},"scores"'),
      'is not a manifest: ',
    ],
  ])('with %s ends the run before anything is touched, and says how to mend it', async (_, spoil, message) => {
    const bench = createBench()
    await bench.run()
    bench.files.tamper('out/manifest.json', (bytes) => new TextEncoder().encode(spoil(new TextDecoder().decode(bytes))))
    const before = bench.files.contents()
    for (const action of ['', '--force', '--prune', '--verify', '--check'])
      await expect(bench.run(action)).rejects.toMatchObject({
        exitCode: 4,
        message: expect.stringContaining(message),
      })
    await expect(bench.run()).rejects.toThrow(
      /No file was touched\. Restore it \(git restore out\/manifest\.json\), or (move it away to render everything|delete that row and run npm run precompute, which renders it) anew\.$/,
    )
    expect(bench.files.contents()).toEqual(before)
  })

  it('of an earlier version is to be moved away', async () => {
    const bench = createBench()
    await bench.run()
    bench.files.tamper('out/manifest.json', () => new TextEncoder().encode('{"version":3,"rows":[]}'))
    await expect(bench.run()).rejects.toThrow(
      'out/manifest.json has version 3, and this precompute writes version 4\nNo file was touched. Move out/manifest.json away and run npm run precompute, which renders everything anew.',
    )
  })
})

describe('the output directory', () => {
  it('keeps what is not of this program', async () => {
    const bench = createBench()
    for (const name of ['essay.writing', 'photo.webp', 'notes.json']) bench.files.create(`out/${name}`)
    bench.files.create('out/manifest.json.writing')
    await bench.run()
    await bench.run('--prune')
    const others = names(bench).filter((name) => !/out\/(manifest\.json|[0-9a-f]{16}-[0-9a-f]{12}\.webp)$/.test(name))
    expect(others).toEqual(['out/essay.writing', 'out/notes.json', 'out/photo.webp'])
  })
})

describe('a failure', () => {
  it('of one unit costs that unit and what is made of it, and names both', async () => {
    const bench = createBench({
      startWorker: async () =>
        fakeWorker(1, {
          async run({ items }) {
            if (items.some(({ request }) => 'unit' in request && request.unit === 'stem/3'))
              throw new Error('score of stem/3 is NaN after step 12 (must be finite)')
            return { results: items.map(() => 1), memory: 1, processor: 1 }
          },
        }),
    })
    const summary = await bench.run()
    expect(summary.exitCode).toBe(3)
    expect(summary.failed).toMatchObject([{ request: { unit: 'stem/3' } }])
    expect(summary.left).toMatchObject([{ kind: 'sheet', units: { length: 6 } }])
    expect(summary.rendered).toHaveLength(9)
    expect(bench.lines.join('\n')).toContain(
      'failed: picture of stem/3 (menagerie, seed 0): score of stem/3 is NaN after step 12',
    )
    expect(bench.lines.join('\n')).toContain(
      '2 not rendered; what is finished is kept. To go on: npm run precompute -- --out out',
    )
    expect(await bench.run('', { startWorker: async () => fakeWorker(1) })).toMatchObject({
      exitCode: 0,
      present: 9,
    })
  })

  it('of a worker process halves the batch and starts another', async () => {
    let started = 0
    const bench = createBench({
      startWorker: async () => {
        started++
        return fakeWorker(1, {
          async run({ items }) {
            if (items.length > 3) throw new WorkerLost('a worker ended (signal SIGKILL)')
            return { results: items.map(() => 1), memory: 1, processor: 1 }
          },
        })
      },
    })
    expect(await bench.run('--workers 1')).toMatchObject({ exitCode: 0, failed: [] })
    expect(started).toBe(2)
    expect(bench.lines.join('\n')).toContain(
      'picture of stem/0 (menagerie, seed 0) and 5 more: a worker ended (signal SIGKILL); trying again in two halves',
    )
  })

  it('of every worker ends the run', async () => {
    const bench = createBench({
      startWorker: async () =>
        fakeWorker(1, {
          run: () => Promise.reject(new WorkerLost('a worker ended (exit code 1)')),
        }),
    })
    await expect(bench.run('--workers 1')).rejects.toThrow('a worker ended (exit code 1)')
  })

  /** Workers of a GPU that fails with more than `most` pictures at once; those of WASM never do. */
  const gpuWithRoomFor = (most: number) => {
    const sizes: number[] = []
    const startWorker: StartWorker = async (backend) =>
      fakeWorker(1, {
        backend: backend === 'wasm' ? 'wasm' : 'webgpu',
        adapter: backend === 'wasm' ? null : 'a GPU',
        async run({ items, size }) {
          if (backend !== 'wasm') {
            sizes.push(size)
            if (size > most) throw new WorkerLost('the GPU reported: out of memory')
          }
          return { results: items.map(() => 1), memory: 1, processor: 1 }
        },
      })
    return { sizes, startWorker }
  }

  it('of a GPU for want of memory halves every batch and goes on', async () => {
    const { sizes, startWorker } = gpuWithRoomFor(8)
    const bench = createBench({ startWorker })
    const summary = await bench.run()
    expect(summary).toMatchObject({ exitCode: 0, failed: [], backend: 'webgpu' })
    expect(summary.rendered).toHaveLength(11)
    expect(sizes).toEqual([32, 16, 8, 8, 8])
    expect(bench.lines.join('\n')).toContain(
      'picture of wide/0 (menagerie, seed 0) and 1 more: the GPU reported: out of memory; trying again with 16 at once',
    )
  })

  it('of a GPU that never ends goes on with WASM, says so, and is recorded in the rows', async () => {
    const { sizes, startWorker } = gpuWithRoomFor(0)
    const bench = createBench({ startWorker })
    const summary = await bench.run()
    expect(summary).toMatchObject({ exitCode: 0, failed: [], backend: 'wasm', adapter: null })
    expect(summary.rendered!.map(({ backend }) => backend)).toEqual(Array(11).fill('wasm'))
    expect(sizes).toEqual([32, 16, 8, 4])
    expect(bench.lines.join('\n')).toContain(
      'the GPU failed 4 times, at last: the GPU reported: out of memory; going on with WASM',
    )
  })

  it('of a GPU that is gone for good goes on with WASM', async () => {
    let begun = false
    const { startWorker } = gpuWithRoomFor(0)
    const bench = createBench({
      async startWorker(backend) {
        if (backend !== 'wasm' && begun) throw new Error('no WebGPU')
        begun = true
        return startWorker(backend)
      },
    })
    expect(await bench.run()).toMatchObject({ exitCode: 0, backend: 'wasm' })
    expect(bench.lines.join('\n')).toContain(
      'the GPU failed and cannot be had again: the GPU reported: out of memory; going on with WASM',
    )
  })

  it('of an encoder is that of its unit', async () => {
    const grey = { ...fakeKinds.picture, encode: () => Promise.reject(new Error('grey')) }
    const loadKind = async (kind: string) => (kind === 'picture' ? grey : fakeKinds[kind])
    const summary = await createBench({ loadKind }).run()
    expect(summary.exitCode).toBe(3)
    expect(summary.failed).toHaveLength(9)
    expect(summary.left).toHaveLength(2)
  })

  it('of the disk keeps what was finished', async () => {
    const bench = createBench()
    let writes = 0
    const files = {
      ...bench.files,
      write(file: number, bytes: Uint8Array) {
        if (++writes > 5)
          throw Object.assign(new Error('ENOSPC: no space left on device, write'), {
            code: 'ENOSPC',
            syscall: 'write',
          })
        bench.files.write(file, bytes)
      },
    }
    await expect(bench.run('--workers 1', { files })).rejects.toMatchObject({ code: 'ENOSPC' })
    expect(names(bench).some((name) => name.endsWith('.writing'))).toBe(false)
    const after = await bench.run()
    expect(after).toMatchObject({ exitCode: 0 })
    expect(after.present).toBeGreaterThan(0)
    expect(await bench.run('--verify')).toMatchObject({ exitCode: 0, present: 11 })
  })
})

describe('an interruption', () => {
  it('finishes what is in flight, keeps it, and says how to go on', async () => {
    const interruption = new AbortController()
    const bench = createBench({
      interrupted: interruption.signal,
      startWorker: async () =>
        fakeWorker(1, {
          async run({ items }) {
            interruption.abort()
            return { results: items.map(() => 1), memory: 1, processor: 1 }
          },
        }),
    })
    const summary = await bench.run('--workers 1')
    expect(summary).toMatchObject({ exitCode: 130, interrupted: true })
    expect(summary.rendered!.length).toBeGreaterThan(0)
    expect(summary.rendered!.length + summary.left!.length).toBe(11)
    expect(bench.lines.at(-1)).toMatch(
      /^\d+ not rendered, since the run was stopped; what is finished is kept\. To go on: npm run precompute -- --out out$/,
    )
    const rest = await bench.run('', { interrupted: new AbortController().signal })
    expect(rest).toMatchObject({ exitCode: 0, present: summary.rendered!.length })
  })
})
