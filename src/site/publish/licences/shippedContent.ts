import { existsSync, globSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { readFrontMatter } from '../../../article/markdown/readFrontMatter.ts'
import { datasetsSchema, DATASETS_FILE } from '../../../artifacts/datasets.ts'
import { parseLayerTable } from '../../../model/parseLayerTable.ts'
import type { Site } from '../../../site.ts'
import { type Content, dataSection, readIfThere } from './licenceText.ts'

/**
 * Of the articles, pictures and networks of a build, under which licence they are.
 * @param project folder of content/ and public/
 * @param dist of the build: what is not in it is not named
 */
export function shippedContent(site: Site, project: string, dist: string): Content[] {
  const own: Content = { title: `${site.name}: its own code`, licence: 'MIT', terms: [] }
  own.terms = [readIfThere(join(project, 'LICENSE'))?.trim() ?? ''].filter(Boolean)
  return [own, ...articles(site, project, dist), ...pictures(site, project, dist), ...networks(project, dist)]
}

const named = ({ name, url }: Site['licence']) => `${name}, ${url}`

function articles(site: Site, project: string, dist: string): Content[] {
  const general: Content = { title: 'Articles and their figures', licence: named(site.licence), terms: [] }
  const other = globSync('content/*/index.mdx', { cwd: project })
    .sort()
    .filter((path) => existsSync(join(dist, basename(dirname(path)), 'index.html')))
    .flatMap((path) => {
      const { title, licence } = readFrontMatter(readIfThere(join(project, path))!, path)
      return licence ? [{ title: `Article "${title}"`, licence: named(licence), terms: [] }] : []
    })
  return [general, ...other]
}

function pictures(site: Site, project: string, dist: string): Content[] {
  const found: Content[] = []
  const made = readIfThere(join(dist, 'pictures', 'pictures.json'))
  if (made)
    found.push({
      title: 'Rendered scenes, /pictures/',
      licence: (JSON.parse(made) as { license: string }).license,
      terms: ['Rendered by this project; no photograph is among them.'],
    })
  if (existsSync(join(dist, 'artifacts')))
    found.push({
      title: 'Pictures and measurements of networks, /artifacts/',
      licence: named(site.licence),
      terms: ['Computed from the networks below, whose terms hold for them, too.'],
    })
  const sets = readIfThere(join(project, 'content', DATASETS_FILE))
  for (const set of Object.values(sets ? datasetsSchema.parse(JSON.parse(sets)) : {}))
    found.push({
      title: `Images of ${set.title}`,
      licence: set.license,
      terms: [set.attribution, set.url ?? ''].filter(Boolean),
    })
  return found
}

function networks(project: string, dist: string): Content[] {
  return globSync('models/*/model.json', { cwd: dist })
    .sort()
    .map((path) => {
      const table = parseLayerTable(JSON.parse(readIfThere(join(dist, path))!))
      const card = readIfThere(join(project, 'public', dirname(path), 'card.md'))
      const data =
        (card && dataSection(card)) ??
        'Its card has no section "## Data", which would say the terms of its training data.'
      return {
        title: `Weights of ${table.title}, /${dirname(path)}/`,
        licence: table.license,
        terms: [table.provenance, data],
      }
    })
}
