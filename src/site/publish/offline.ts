import { createHash } from 'node:crypto'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'
import { transformWithOxc } from 'vite'

const source = fileURLToPath(new URL('serviceWorker.ts', import.meta.url))

/** The service worker of a build as plain JavaScript. */
export async function serviceWorker(version: string): Promise<string> {
  const { code } = await transformWithOxc(await readFile(source, 'utf8'), source)
  return code.replace('%VERSION%', version)
}

/** A hash of every file below `dist`: equal builds have equal versions. */
export async function versionOf(dist: string): Promise<string> {
  const hash = createHash('sha256')
  for (const file of (await readdir(dist, { recursive: true })).sort()) {
    const path = join(dist, file)
    if ((await stat(path)).isFile()) hash.update(file).update(await readFile(path))
  }
  return hash.digest('hex').slice(0, 16)
}

/** Writes `sw.js`, the last file of a build: its version is that of all the others. */
export function offline(): AstroIntegration {
  return {
    name: 'offline',
    hooks: {
      'astro:build:done': async ({ dir }) => {
        const dist = fileURLToPath(dir)
        await writeFile(join(dist, 'sw.js'), await serviceWorker(await versionOf(dist)))
      },
    },
  }
}
