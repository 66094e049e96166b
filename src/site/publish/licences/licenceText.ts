import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import satisfies from 'spdx-satisfies'
import type { Package } from './bundled.ts'

/** What may enter what readers get: each lets it be passed on with its text alone. */
export const ALLOWED = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'OFL-1.1',
]

/** Licences whose text is the same for everyone, for packages that ship none. */
const STANDARD: Record<string, string> = { 'Apache-2.0': join(import.meta.dirname, 'Apache-2.0.txt') }

/** What is compiled into a binary of a package, which the package itself does not say. */
const COMPILED: Record<string, string> = {
  '@tensorflow/tfjs-backend-wasm':
    'Its WebAssembly contains XNNPACK and FP16 (BSD-3-Clause and MIT), cpuinfo and pthreadpool (BSD-2-Clause), and the ' +
    'runtime of Emscripten (MIT); the package holds no texts of theirs.',
}

/** Whether a licence, an SPDX expression, is among the allowed. */
export function isAllowed(licence: string): boolean {
  try {
    return satisfies(licence, ALLOWED)
  } catch {
    return false
  }
}

/**
 * Throws for the packages that may not be shipped, by name.
 * @throws Error also for one that says no licence, and for one whose text is nowhere
 */
export function checkLicences(packages: readonly Package[]): void {
  const refused = packages.filter(({ licence }) => !isAllowed(licence))
  if (refused.length > 0)
    throw new Error(
      `packages whose licence is not allowed in what readers get: ${refused
        .map(({ name, version, licence }) => `${name} ${version} (${licence || 'none stated'})`)
        .join(
          ', ',
        )}\nAllowed are ${ALLOWED.join(', ')}: src/site/publish/licences/licenceText.ts. Use another package, ` +
        'or show that its licence may be passed on and add it there. To see who asks for one: npm ls <name>.',
    )
  const silent = packages.filter(({ licence, texts }) => texts.length === 0 && !(licence in STANDARD))
  if (silent.length > 0)
    throw new Error(
      `packages without the text of their licence: ${silent.map(({ name, version }) => `${name} ${version}`).join(', ')}\n` +
        'Put its standard text beside src/site/publish/licences/licenceText.ts and name it in STANDARD.',
    )
}

/** Facts of what is not code. */
export interface Content {
  title: string
  licence: string
  /** More that a reader has to know, in paragraphs. */
  terms: string[]
}

/** The file: what readers get, by whom and on which terms; equal texts once. */
export function licenceText(site: string, content: readonly Content[], packages: readonly Package[]): string {
  const texts = new Map<string, string[]>()
  for (const { name, licence, texts: own } of packages)
    for (const text of own.length > 0 ? own : [readFileSync(STANDARD[licence]!, 'utf8').trim()])
      texts.set(text, [...(texts.get(text) ?? []), name])
  return [
    `WHAT READERS OF ${site.toUpperCase()} GET, AND ON WHICH TERMS`,
    'Made by the build from what is in it.',
    heading('Articles, pictures, networks'),
    ...content.map(({ title, licence, terms }) => [`${title}: ${licence}`, ...terms.map(indent)].join('\n\n')),
    heading('Code, style sheets, fonts'),
    packages
      .map(({ name, version, licence, author }) => `${name} ${version}: ${licence}${author && `, ${author}`}`)
      .join('\n'),
    ...packages.flatMap(({ name }) => (COMPILED[name] ? [`${name}: ${COMPILED[name]}`] : [])),
    heading('Texts'),
    ...[...texts].map(([text, names]) => `--- ${names.join(', ')} ---\n\n${text}`),
    '',
  ].join('\n\n')
}

const heading = (text: string) => `${text.toUpperCase()}\n${'='.repeat(text.length)}`
const indent = (text: string) => text.replace(/^(?=.)/gm, '  ')

/** The section `## Data` of a model card: what its training data's terms say. */
export function dataSection(card: string): string | undefined {
  return /^## Data\n+([^]*?)(?=\n#|$(?![^]))/m.exec(card)?.[1]?.trim()
}

export const readIfThere = (path: string): string | undefined =>
  existsSync(path) ? readFileSync(path, 'utf8') : undefined
