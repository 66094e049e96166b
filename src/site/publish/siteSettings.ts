import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'
import { isWebAddress } from '../../address.ts'
import { AuthorError } from '../../article/markdown/authorError.ts'
import { NOT_XML } from '../../escape.ts'
import type { Colours, Site } from '../../site.ts'

const FILE = fileURLToPath(new URL('../../site.ts', import.meta.url))

/** A name, a hexadecimal number or a function of numbers: nothing that ends a declaration. */
const COLOUR = /^(#[0-9a-f]{3,8}|[a-z]+|[a-z]+\([\w\s.,%/+-]*\))$/i
/** The folders of a path: what stands between them needs no escape in HTML, CSS or a URL. */
const BASE = /^\/?([\w.~-]+\/)*[\w.~-]*$/

type Rule = [field: string, value: unknown, holds: boolean, allowed: string]

/**
 * Throws `AuthorError` for the first setting of src/site.ts that cannot stand in a page, a feed or a style sheet.
 * @param text of the file, to find the line
 */
export function checkSite(site: Site, text = readFileSync(FILE, 'utf8'), path = FILE): void {
  const words = (value: unknown) => typeof value === 'string' && value.trim() !== '' && value.search(NOT_XML) < 0
  const colours = (['light', 'dark'] as const).flatMap((theme) =>
    Object.entries<string>(site.colours[theme] as Colours & Record<string, string>).map(([role, value]): Rule => [
      `colours.${theme}.${role}`,
      value,
      COLOUR.test(value),
      'a colour of CSS, as in #24292f',
    ]),
  )
  const rules: Rule[] = [
    ['name', site.name, words(site.name), 'a text'],
    ['tagline', site.tagline, words(site.tagline), 'a sentence'],
    ['language', site.language, isLanguage(site.language), 'a language of BCP 47, as in en or pt-BR'],
    [
      'repository',
      site.repository,
      site.repository === '' || isWebAddress(site.repository),
      'an address that starts with https://, or nothing',
    ],
    ['branch', site.branch, /^[\w.+/-]+$/.test(site.branch), 'the name of a branch, as in main'],
    ['licence.name', site.licence.name, words(site.licence.name), 'a text'],
    ['licence.url', site.licence.url, isWebAddress(site.licence.url), 'an address that starts with https://'],
    ['model', site.model ?? '', /^[\w-]*$/.test(site.model ?? ''), 'the name of a folder of public/models, or nothing'],
    ...colours,
  ]
  const broken = rules.find(([, , holds]) => !holds)
  if (!broken) return
  const [field, value, , allowed] = broken
  throw new AuthorError(
    { path, line: lineOf(text, field) },
    `setting ${field} of the site: ${JSON.stringify(value)}`,
    `Write ${allowed}.`,
  )
}

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}

/** Line of a setting, found by the names on the way to it; undefined where the file is written otherwise. */
function lineOf(text: string, field: string): number | undefined {
  const lines = text.split('\n')
  let line = lines.findIndex((each) => each.includes('export const site'))
  for (const name of field.split('.'))
    line = lines.findIndex((each, i) => i >= line && new RegExp(`\\b${name}:`).test(each))
  return line < 0 ? undefined : line + 1
}

/** Throws for a `SITE` or a `BASE` that would not stay an address in a page. */
export function checkEnvironment({ site, base }: { site: string | undefined; base: string }): void {
  if (site !== undefined && !isWebAddress(site))
    throw new Error(`SITE is no address of the web: ${site}\nWrite it as in SITE=https://example.org npm run build.`)
  if (!BASE.test(base))
    throw new Error(
      `BASE is no path: ${base}\nWrite it as in BASE=/course/ npm run build; letters, digits, . _ ~ - are allowed.`,
    )
}

/** Refuses settings that cannot be published, before anything is built. */
export function siteSettings(site: Site, environment: { site: string | undefined; base: string }): AstroIntegration {
  return {
    name: 'site-settings',
    hooks: {
      'astro:config:setup': () => {
        checkEnvironment(environment)
        checkSite(site)
      },
    },
  }
}
