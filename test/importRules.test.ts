import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const PACKAGES = ['@tensorflow/tfjs-core', '@tensorflow/tfjs', 'zod', 'd3-scale', 'svelte', 'sharp']

/** File, what it imports, and the rule that forbids it. */
const FORBIDDEN: [string, string, string][] = [
  ['src/model/forward.ts', 'src/optvis/optimize.ts', 'model'],
  ['src/model/forward.ts', '@tensorflow/tfjs', 'model'],
  ['src/model/forward.ts', 'node:fs', 'model'],
  ['src/vocabulary/unit.ts', 'src/model/forward.ts', 'vocabulary'],
  ['src/vocabulary/unit.ts', 'zod', 'vocabulary'],
  ['src/model/forward.ts', 'zod', 'model'],
  ['src/stimuli/curve.ts', 'zod', 'stimuli'],
  ['src/stimuli/curve.ts', 'src/model/forward.ts', 'stimuli'],
  ['src/optvis/optimize.ts', 'src/circuits/expand.ts', 'numeric-core'],
  ['src/circuits/expand.ts', 'src/attribution/gradCam.ts', 'numeric-core'],
  ['src/attribution/gradCam.ts', '@tensorflow/tfjs', 'numeric-core'],
  ['src/artifacts/manifest.ts', 'src/model/geometry.ts', 'artifacts'],
  ['src/figures/Grid/declaration.ts', 'src/optvis/optimize.ts', 'widgets-types-only'],
  ['src/figures/Grid/declaration.ts', 'zod', 'widgets'],
  ['src/figures/Grid/declaration.ts', 'src/figures/Dial/declaration.ts', 'widgets'],
  ['src/figures/Grid/compute.ts', 'src/figures/Dial/view.ts', 'computed'],
  ['src/figures/Grid/compute.ts', 'zod', 'computed'],
  ['src/figures/Grid/frame.ts', 'src/engine/worker.ts', 'built'],
  ['src/artifacts/grid/artifact.ts', 'src/model/forward.ts', 'artifacts'],
  ['src/artifacts/grid/compute.ts', 'sharp', 'artifacts-compute'],
  ['src/artifacts/grid/encode.ts', 'node:fs', 'artifacts-encode'],
  ['src/figures/Grid/frame.ts', 'src/artifacts/grid/compute.ts', 'built'],
  ['src/figures/Grid/widget.ts', 'src/figures/Knob/widget.ts', 'widgets'],
  ['src/figures/Grid/widget.ts', 'src/figures/frameOf.ts', 'widgets'],
  ['src/figures/Grid/widget.ts', '@tensorflow/tfjs-core', 'widgets'],
  ['src/figures/Grid/widget.ts', 'src/model/forward.ts', 'widgets-types-only'],
  ['src/engine/worker.ts', 'src/figures/Grid/widget.ts', 'engine'],
  ['precompute/main.ts', 'src/engine/worker.ts', 'precompute'],
  ['precompute/main.ts', 'src/figures/Grid/widget.ts', 'precompute'],
  ['src/pages/feed.ts', 'precompute/main.ts', 'nothing-imports-precompute'],
  ['content/circles/claims.ts', 'src/engine/worker.ts', 'claims'],
  ['src/pages/feed.ts', 'node:fs', 'node-at-the-edge'],
  ['src/pages/feed.ts', './nowhere.ts', 'resolvable'],
]

const ALLOWED: [string, string][] = [
  ['src/model/forward.ts', '@tensorflow/tfjs-core'],
  ['src/model/geometry.ts', 'src/vocabulary/unit.ts'],
  ['src/stimuli/curve.ts', '@tensorflow/tfjs-core'],
  ['src/optvis/optimize.ts', 'src/model/forward.ts'],
  ['src/circuits/expand.ts', 'src/stimuli/curve.ts'],
  ['src/circuits/expand.ts', 'src/vocabulary/axis.ts'],
  ['src/artifacts/manifest.ts', 'zod'],
  ['src/figures/Knob/declaration.ts', 'type src/artifacts/manifest.ts'],
  ['src/figures/Knob/declaration.ts', 'src/vocabulary/unit.ts'],
  ['src/figures/Knob/compute.ts', 'src/circuits/expand.ts'],
  ['src/figures/Knob/compute.ts', 'type src/figures/Knob/view.ts'],
  ['src/figures/Knob/frame.ts', 'src/artifacts/manifest.ts'],
  ['src/artifacts/knob/compute.ts', 'src/circuits/expand.ts'],
  ['src/artifacts/knob/encode.ts', 'sharp'],
  ['src/figures/Knob/widget.ts', 'src/widgets/labels.ts'],
  ['src/figures/Knob/widget.ts', 'd3-scale'],
  ['src/figures/Knob/widget.ts', 'svelte'],
  ['src/figures/Knob/widget.ts', 'src/vocabulary/axis.ts'],
  ['src/figures/Knob/widget.ts', 'type src/model/forward.ts'],
  ['src/figures/Knob/widget.ts', 'type src/figures/Knob/compute.ts'],
  ['src/engine/worker.ts', 'src/circuits/expand.ts'],
  ['src/engine/worker.ts', '@tensorflow/tfjs'],
  ['precompute/plan.ts', 'src/figures/declarations.ts'],
  ['precompute/plan.ts', 'src/figures/figureRequests.ts'],
  ['precompute/plan.ts', 'src/article/markdown/authorError.ts'],
  ['precompute/plan.ts', 'src/optvis/optimize.ts'],
  ['precompute/plan.ts', 'node:fs'],
  ['precompute/plan.ts', 'sharp'],
  ['content/circles/claims.ts', 'src/circuits/expand.ts'],
  ['src/pages/index.ts', 'src/figures/Grid/widget.ts'],
  ['src/article/markdown/values.ts', 'node:fs'],
  ['test/model/forward.test.ts', 'precompute/main.ts'],
]

interface Violation {
  from: string
  rule: { name: string }
}

describe('the import rules', () => {
  const project = mkdtempSync(join(tmpdir(), 'import-rules-'))
  let violations: Violation[]

  beforeAll(() => {
    const write = (path: string, text: string) => {
      mkdirSync(dirname(join(project, path)), { recursive: true })
      writeFileSync(join(project, path), text)
    }
    write('tsconfig.json', '{}')
    for (const name of PACKAGES) {
      write(`node_modules/${name}/package.json`, JSON.stringify({ name, main: 'index.js' }))
      write(`node_modules/${name}/index.js`, 'module.exports = {}')
    }
    write('src/widgets/labels.ts', 'export {}')
    const files = new Map<string, string[]>()
    for (const [from, to] of [...FORBIDDEN, ...ALLOWED]) {
      if (/^(src|precompute)/.test(to.replace('type ', '')))
        files.set(to.replace('type ', ''), files.get(to.replace('type ', '')) ?? [])
      files.set(from, [...(files.get(from) ?? []), importLine(from, to)])
    }
    for (const [path, lines] of files) write(path, [...lines, 'export interface T {}'].join('\n'))
    violations = cruise(project)
  })
  afterAll(() => rmSync(project, { recursive: true }))

  it.each(FORBIDDEN)('forbid %s to import %s (rule %s)', (from, to, rule) => {
    const found = violations.filter((each) => each.from === from).map((each) => each.rule.name)
    expect(found, `${from} imports ${to}`).toContain(rule)
  })

  it('allow what the design allows', () => {
    const innocent = new Set(ALLOWED.map(([from]) => from))
    for (const [from] of FORBIDDEN) innocent.delete(from)
    const accused = violations.filter(({ from }) => innocent.has(from))
    expect(innocent.size).toBeGreaterThan(5)
    expect(accused).toEqual([])
  })
})

function importLine(from: string, to: string): string {
  const isType = to.startsWith('type ')
  const target = to.replace('type ', '')
  const path = /^(src|precompute)\//.test(target) ? relative(dirname(from), target) : target
  const specifier = path === target || path.startsWith('.') ? path : `./${path}`
  return isType ? `import type { T } from '${specifier}'` : `import '${specifier}'`
}

/** Runs dependency-cruiser with the project's own configuration inside `folder`. */
function cruise(folder: string): Violation[] {
  const config = resolve('.dependency-cruiser.mjs')
  const cli = realpathSync('node_modules/.bin/depcruise')
  const args = ['--config', config, '--output-type', 'json', 'src', 'precompute', 'test', 'content']
  const run = () => execFileSync(process.execPath, [cli, ...args], { cwd: folder, maxBuffer: 2 ** 26 })
  const { summary } = JSON.parse(run().toString()) as { summary: { violations: Violation[] } }
  return summary.violations
}
