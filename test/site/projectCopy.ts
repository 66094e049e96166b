import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** Copies the project without its tests into a folder, with packages of its own and no cache. */
export function copyProject(root: string): void {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  })
  for (const path of listed.split('\n')) {
    if (path === '' || path.startsWith('test/') || !existsSync(path)) continue
    mkdirSync(dirname(join(root, path)), { recursive: true })
    cpSync(path, join(root, path))
  }
  const modules = join(root, 'node_modules')
  mkdirSync(modules)
  const names = readdirSync('node_modules').filter((name) => !name.startsWith('.') || name === '.bin')
  try {
    // Hard links: each package then lies below the copy's own path.
    execFileSync('cp', ['-al', ...names.map((name) => join('node_modules', name)), modules], { stdio: 'ignore' })
  } catch {
    // Another file system.
    for (const name of names)
      if (!existsSync(join(modules, name))) symlinkSync(resolve('node_modules', name), join(modules, name))
  }
}

/** Builds the site of a copy into its `dist/`; gives that folder and what was printed. */
export function buildCopy(root: string, env: Record<string, string>): { dist: string; printed: string } {
  const astro = join(root, 'node_modules', 'astro', 'bin', 'astro.mjs')
  const printed = execFileSync(process.execPath, [astro, 'build'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ASTRO_TELEMETRY_DISABLED: '1', NO_COLOR: '1', ...env },
  })
  return { dist: join(root, 'dist'), printed }
}
