import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

interface Locked {
  version?: string
  optionalDependencies?: Record<string, string>
}

const text = readFileSync('package-lock.json', 'utf8')
const { packages } = JSON.parse(text) as { packages: Record<string, Locked> }

/** Where Node would look for `name` from within the package at `path`, nearest first. */
function candidates(path: string, name: string): string[] {
  const inside = path.lastIndexOf('/node_modules/')
  const here = `${path ? `${path}/` : ''}node_modules/${name}`
  return path === '' ? [here] : [here, ...candidates(inside < 0 ? '' : path.slice(0, inside), name)]
}

it('the lockfile holds the binaries of every platform, without which npm ci refuses it', () => {
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies).flatMap(([name, range]) => {
      const found = candidates(path, name).find((candidate) => packages[candidate])
      // Binaries are asked for by their exact version.
      const fits = found && (!/^\d/.test(range) || packages[found].version === range)
      return fits ? [] : [`${name}@${range} of ${path}`]
    }),
  )
  expect(missing).toEqual([])
})

it('the lockfile names no registry', () => {
  expect(text).not.toContain('"resolved"')
})
