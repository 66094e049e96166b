import { createHash } from 'node:crypto'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'
import { build, type Rolldown } from 'vite'
import type { Folders } from '../worker/scope.ts'

const entry = fileURLToPath(new URL('../worker/main.ts', import.meta.url))

/** The service worker of a build, `src/site/worker`, as one classic script. */
export async function serviceWorker(version: string, folders: Folders): Promise<string> {
  const output = (await build({
    configFile: false,
    envDir: false,
    publicDir: false,
    logLevel: 'warn',
    define: { VERSION: JSON.stringify(version), FOLDERS: JSON.stringify(JSON.stringify(folders)) },
    build: {
      write: false,
      target: 'es2022',
      lib: { entry, formats: ['iife'], name: 'offline', fileName: 'sw' },
      modulePreload: false,
    },
  })) as Rolldown.RolldownOutput[]
  return output[0]!.output[0].code
}

const filesOf = async (dist: string): Promise<string[]> => {
  const found: string[] = []
  for (const file of (await readdir(dist, { recursive: true })).sort())
    if ((await stat(join(dist, file))).isFile()) found.push(file)
  return found
}

/** A hash of every file below `dist`: equal builds have equal versions. */
export async function versionOf(dist: string): Promise<string> {
  const hash = createHash('sha256')
  for (const file of await filesOf(dist)) hash.update(file).update(await readFile(join(dist, file)))
  return hash.digest('hex').slice(0, 16)
}

/** The folders below `dist` that hold files, at any depth. */
export async function foldersOf(dist: string): Promise<Folders> {
  const folders: Folders = {}
  for (const file of await filesOf(dist)) {
    if (dirname(file) === '.') continue
    let folder = folders
    for (const name of dirname(file).split(sep)) folder = folder[name] ??= {}
  }
  return folders
}

/** Writes `sw.js`, the last file of a build: its version is that of all the others. */
export function offline(): AstroIntegration {
  return {
    name: 'offline',
    hooks: {
      'astro:build:done': async ({ dir }) => {
        const dist = fileURLToPath(dir)
        const code = await serviceWorker(await versionOf(dist), await foldersOf(dist))
        await writeFile(join(dist, 'sw.js'), code)
      },
    },
  }
}
