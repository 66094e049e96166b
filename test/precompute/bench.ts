/** A run without a network: articles on disk, files in memory, workers that make numbers up. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import type { Kinds } from '../../precompute/kinds.ts'
import { parseOptions } from '../../precompute/options.ts'
import { run, type Effects } from '../../precompute/run.ts'
import type { Worker } from '../../precompute/workerProcess.ts'
import * as picture from '../../src/artifacts/picture/compute.ts'
import type { Request } from '../../src/artifacts/request.ts'
import { requestKey } from '../../src/artifacts/request.ts'
import { figureKinds } from '../../src/figures/declarations.ts'
import { webpOf } from '../artifacts/sealedRow.ts'
import { createMemoryFiles } from './memoryFiles.ts'

const MODELS = join(import.meta.dirname, '../fixtures')

/** Nine pictures and two sheets of the small network. */
export const ARTICLE = `---
title: Circles {of
---

<FeatureGrid id="fig-stem" model="menagerie" layer="stem">All.</FeatureGrid>

<FeatureGrid id="fig-some" model="menagerie" units="wide/0 wide/2 split/1">Some.</FeatureGrid>
`

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'retort-'))
  folders.push(folder)
  return folder
}

const folders: string[] = []
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })))

/** A content folder that holds these articles. */
export function contentFolder(articles: Record<string, string>): string {
  const content = join(temporaryFolder(), 'content')
  for (const [slug, mdx] of Object.entries(articles)) {
    mkdirSync(join(content, slug), { recursive: true })
    writeFileSync(join(content, slug, 'index.mdx'), mdx)
  }
  mkdirSync(content, { recursive: true })
  return content
}

/** As the real kinds but for the numbers: a picture's bytes are its size and its request. */
export const fakeKinds: Kinds = {
  picture: {
    compute: async () => [],
    flop: picture.flop,
    batching: picture.batching,
    encode: async (request, computed) => ({
      files: {
        picture: { bytes: bytesOf(7, 7, request, computed), tiles: { width: 7, height: 7, columns: 1, rows: 1 } },
      },
      scores: [{ unit: String(request.unit), score: 1.5, steps: 3, dead: false }],
    }),
  },
  sheet: {
    encode: async (request, _, made) => {
      const rows = Math.ceil(made.length / 2)
      const sizes = made.map(({ files }) => files.picture.length)
      const tiles = { width: 7, height: 7, columns: 2, rows }
      const bytes = bytesOf(14, 7 * rows, request, sizes)
      return { files: { sheet: { bytes, tiles } }, scores: made.map(({ row }) => row.scores[0]) }
    },
  },
}

const bytesOf = (width: number, height: number, request: Request, computed: unknown) =>
  webpOf(width, height, requestKey(request) + JSON.stringify(computed))

/** A worker of the WASM kind that gives each request the number `value`. */
export const fakeWorker = (value: unknown, over: Partial<Worker> = {}): Worker => ({
  backend: 'wasm',
  adapter: null,
  note: null,
  async run({ items }) {
    return { results: items.map(() => value), memory: 1e8, processor: 1 }
  },
  stop() {},
  ...over,
})

/** Runs a command line; `lines` are what it said. */
export function createBench(over: Partial<Effects> = {}) {
  const files = createMemoryFiles()
  const lines: string[] = []
  const effects: Effects = {
    content: over.content ?? contentFolder({ circles: ARTICLE }),
    models: MODELS,
    files,
    lock: () => () => {},
    loadKind: async (kind) => fakeKinds[kind],
    versionOf: ({ kind }) => ({ hash: `${kind} 1`, dependencies: ['sharp@1.0.0'] }),
    figureKinds,
    startWorker: async () => fakeWorker(1),
    interrupted: new AbortController().signal,
    now: () => 0,
    log: () => {},
    speedOf: () => 1e9,
    print: (text) => lines.push(text),
    progress: { write: (text) => lines.push(text.trimEnd()) },
    ci: false,
    ...over,
  }
  return {
    files,
    lines,
    effects,
    run: (line = '', changed: Partial<Effects> = {}) =>
      run(parseOptions(`--out out ${line}`.trim().split(/\s+/)), { ...effects, ...changed }),
  }
}
