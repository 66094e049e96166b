import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of the build that a run of browser tests shares. */
    dist: string
  }
}

/** The path that the build is for: two folders deep, so that a link which forgets it is found. */
export const BASE = '/a/b/'

/** Builds the site into a temporary folder. */
export async function buildSite(base = BASE) {
  const dist = mkdtempSync(join(tmpdir(), 'site-'))
  await promisify(execFile)(resolve('node_modules/.bin/astro'), ['build', '--outDir', dist], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      BASE: base,
      ASTRO_TELEMETRY_DISABLED: '1',
    },
    maxBuffer: 2 ** 26,
  })
  return { dist, remove: () => rmSync(dist, { recursive: true }) }
}

/** Vitest's global setup: one build for all files of a run, or for the one that is run alone. */
export default async function setup({ provide }: TestProject) {
  const { dist, remove } = await buildSite()
  provide('dist', dist)
  return remove
}
