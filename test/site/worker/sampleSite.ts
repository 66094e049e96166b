/** A small site of which each build has other bytes, with every kind of file that a page may need. */
import { createHash } from 'node:crypto'
import type { Folders } from '../../../src/site/worker/scope.ts'
import { ORIGIN, type SimulatedBrowser } from './simulatedBrowser.ts'

export const FOLDERS: Folders = { guide: {}, notes: {}, _astro: {}, artifacts: {}, models: { lumen: {} }, pictures: {} }
export const PAGES = ['', 'guide/', 'notes/']

export interface Build {
  version: string
  /** Of the files of this build, by path below the base. */
  texts: Map<string, string>
  /** The files of this build that a page needs, but the page itself. */
  needs: (page: string) => string[]
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex')

/** A build of the site for `base`; `version` is in the text of every file. */
export function sampleSite(base: string, version: string): Build {
  const texts = new Map<string, string>()
  const add = (path: string, text: string) => {
    texts.set(path, text)
    return path
  }
  const named = (folder: string, stem: string, extension: string, text: string) =>
    add(`${folder}/${stem}${digest(text).slice(0, 12)}.${extension}`, text)
  const needed = new Map<string, string[]>()
  const shared = [
    add(`_astro/font.${version}.woff2`, `font ${version}`),
    add(`_astro/chunk.${version}.js`, `export const chunk = "${version}"`),
  ]
  const style = add(`_astro/page.${version}.css`, `/* ${version} */ @font-face { src: url(./font.${version}.woff2) }`)
  const script = add(`_astro/page.${version}.js`, `import"./chunk.${version}.js"; "${version}"`)
  const network = named('models/lumen', 'network.', 'json', `{"network":"${version}"}`)
  for (const page of PAGES) {
    const picture = named('artifacts', '0123456789abcdef-', 'webp', `picture of ${page} ${version}`)
    const plain = add(`pictures/plain-${page.replace('/', '')}.webp`, `plain of ${page} ${version}`)
    add(
      page,
      `<link rel="stylesheet" href="${base}${style}"><script type="module" src="${base}${script}"></script>
<img src="${base}${picture}"><img src="${base}${plain}"><div data-figure-kind="kernel" data-network="${base}${network}">
${page} of ${version}`,
    )
    needed.set(page, [...shared, style, script, network, picture, plain])
  }
  return { version, texts, needs: (page) => needed.get(page)! }
}

/** Puts a build in the place of whatever was below the base. */
export function deploy(browser: SimulatedBrowser, base: string, build: Build): void {
  for (const address of [...browser.files.keys()]) if (address.startsWith(ORIGIN + base)) browser.files.delete(address)
  for (const [path, text] of build.texts) browser.files.set(ORIGIN + base + path, text)
}
