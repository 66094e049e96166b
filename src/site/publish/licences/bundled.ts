import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Plugin } from 'vite'

/** A package of which readers get code, a style sheet or a font. */
export interface Package {
  name: string
  version: string
  /** As its package.json says: `MIT`, `(MIT OR Apache-2.0)`; empty where it does not. */
  licence: string
  author: string
  /** Texts of its licence files; none where it ships none. */
  texts: string[]
}

/** Modules that a bundler adds without a file, by whose they are. */
const ADDED: [id: RegExp, owner: string][] = [
  [/^\0?vite\//, 'vite'],
  [/^\0?rolldown[/-]/, 'rolldown'],
]

/** Collects, while Vite bundles, the folders of the packages of which something is in the bundle. */
export class Bundled {
  readonly #folders = new Set<string>()

  /** For the pages' build, and again for that of their workers. */
  plugin(): Plugin {
    const add = (id: string) => this.add(id)
    return {
      name: 'bundled-packages',
      apply: 'build',
      generateBundle(_, bundle) {
        const read = this.environment.name === 'client'
        for (const file of Object.values(bundle)) {
          if (file.type === 'asset') for (const name of file.originalFileNames) add(name)
          else if (read)
            for (const [id, { renderedLength }] of Object.entries(file.modules)) if (renderedLength > 0) add(id)
        }
      },
    }
  }

  /** @param id of a module, or the path of a file that is copied */
  add(id: string): void {
    const owner = ADDED.find(([known]) => known.test(id))?.[1]
    const path = owner ? join('node_modules', owner, 'package.json') : id.replace(/^\0/, '').replace(/[?#].*$/, '')
    const folder = path.includes('node_modules') ? packageFolder(path) : undefined
    if (folder) this.#folders.add(folder)
  }

  /** By name and version. */
  packages(): Package[] {
    const found = new Map([...this.#folders].map(readPackage).map((each) => [`${each.name} ${each.version}`, each]))
    return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each)
  }
}

/** The nearest folder above a file whose package.json has a name and a version. */
function packageFolder(path: string): string | undefined {
  for (let folder = dirname(path); folder.includes('node_modules'); folder = dirname(folder)) {
    const file = join(folder, 'package.json')
    if (!existsSync(file)) continue
    const { name, version } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Package>
    if (name && version) return folder
  }
  return undefined
}

/** Of a bundler's licence file, its own part: readers get a helper of it, not what is bundled in it. */
const ownPart = (text: string) => text.replace(/^# Licenses of bundled dependencies[^]*/m, '').trim()

function readPackage(folder: string): Package {
  const read = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    name: string
    version: string
    license?: string | { type?: string }
    licenses?: { type?: string }[]
    author?: string | { name?: string }
  }
  const { license, licenses, author } = read
  // Pagefind has a folder of that name.
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /^(licen[cs]es?|copying|notice|ofl)\b/i.test(name) && statSync(join(folder, name)).isFile(),
  )
  return {
    name: read.name,
    version: read.version,
    licence: (typeof license === 'string' ? license : license?.type) ?? licenses?.[0]?.type ?? '',
    author: (typeof author === 'string' ? author.replace(/\s*[<(].*$/, '') : author?.name) ?? '',
    texts: files.sort().map((name) => ownPart(readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n'))),
  }
}
