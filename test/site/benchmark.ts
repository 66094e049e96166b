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
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

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
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'))
  mkdirSync(join(root, 'content'))
  for (let i = 1; i <= copies; i++) {
    cpSync(join('content', longest.slug), join(root, 'content', `copy-${i}`), { recursive: true })
  }
  const started = performance.now()
  const build = spawnSync(process.execPath, ['node_modules/astro/bin/astro.mjs', 'build'], {
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
