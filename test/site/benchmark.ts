import { spawnSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { rowId, sealOf } from '../../src/artifacts/trust/identity.ts'
import { formatManifest, MANIFEST_FILE, manifestSchema, type Row } from '../../src/artifacts/manifest.ts'

/** Prints how long the site takes to build with ten copies of its longest article; exits 1 above the budget. */
const copies = 10
const budget = 20 // seconds

const articles = readdirSync('content')
  .filter((slug) => statSync(join('content', slug, 'index.mdx'), { throwIfNoEntry: false }))
  .map((slug) => ({ slug, length: readFileSync(join('content', slug, 'index.mdx')).length }))
  .sort((a, b) => b.length - a.length)
const [longest] = articles
if (!longest) {
  console.error('content/ has no article to copy\nRun: npm run new -- my-lecture')
  process.exit(1)
}

const root = mkdtempSync(join(tmpdir(), 'benchmark-'))
try {
  for (const name of ['src', 'public', 'package.json', 'tsconfig.json', 'svelte.config.js']) {
    cpSync(name, join(root, name), { recursive: true })
  }
  cpSync('astro.config.mjs', join(root, 'astro.config.mjs'))
  mkdirSync(join(root, 'precompute'))
  cpSync('precompute/foundByPlace.ts', join(root, 'precompute/foundByPlace.ts'))
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'))
  mkdirSync(join(root, 'content'))
  const names = Array.from({ length: copies }, (_, i) => `copy-${i + 1}`)
  for (const name of names) {
    const folder = join(root, 'content', name)
    cpSync(join('content', longest.slug), folder, { recursive: true })
    // The articles around the longest are not there.
    const text = readFileSync(join(folder, 'index.mdx'), 'utf8')
    writeFileSync(join(folder, 'index.mdx'), text.replace(/^(previous|next):.*\n/gm, ''))
  }
  // Claims and exercises are asked for by article.
  const path = join(root, 'public/artifacts', MANIFEST_FILE)
  const { version, rows } = manifestSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  const own = rows.filter(({ request }) => request.article === longest.slug)
  const copied = names.flatMap((article) =>
    own.map((row): Row => {
      const asked = { ...row, request: { ...row.request, article } }
      const id = rowId(asked)
      const files = Object.entries(row.files).map(([name, file]) => {
        const to = id + file.name.slice(row.id.length)
        cpSync(join(root, 'public/artifacts', file.name), join(root, 'public/artifacts', to))
        return [name, { ...file, name: to }] as const
      })
      const copy = { ...asked, id, files: Object.fromEntries(files) }
      return { ...copy, seal: sealOf(copy) }
    }),
  )
  writeFileSync(path, formatManifest({ version, rows: [...rows, ...copied] }))
  // As `npm run build` does: with room for young objects a twentieth less time goes into collecting them.
  const started = performance.now()
  const build = spawnSync(process.execPath, ['--max-semi-space-size=64', 'node_modules/astro/bin/astro.mjs', 'build'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, BASE: '/a/b/' },
  })
  const seconds = (performance.now() - started) / 1000
  if (build.status !== 0) {
    console.error(build.stdout + build.stderr)
    process.exitCode = 1
  } else {
    console.log(`${copies} copies of ${longest.slug}: ${seconds.toFixed(1)} s (budget ${budget} s)`)
    if (seconds > budget) process.exitCode = 1
  }
} finally {
  rmSync(root, { recursive: true })
}
