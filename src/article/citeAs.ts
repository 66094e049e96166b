import type { FrontMatter } from './markdown/frontMatter.ts'
import { site } from '../site.ts'

const family = (name: string) => name.trim().split(/\s+/).at(-1)!

/** `Lovelace, Ada`; a group's name (`The … authors`) stays whole. */
export function invertName(name: string): string {
  const words = name.trim().split(/\s+/)
  if (words.length < 2 || isGroup(name)) return name.trim()
  return `${words.at(-1)}, ${words.slice(0, -1).join(' ')}`
}

const isGroup = (name: string) => /^the\s/i.test(name.trim())

/** `Lovelace & Babbage, "Notes", Retort, 2026.` */
export function attribution({ authors, title, published }: FrontMatter): string {
  const names = authors.map(({ name }) => (isGroup(name) ? name : family(name)))
  const who = names.length > 2 ? `${names[0]}, et al.` : names.join(' & ')
  return `${who}, "${title}", ${site.name}, ${published.getUTCFullYear()}.`
}

const escapeTex = (text: string) => text.replace(/[&%$#_{}]/g, '\\$&')

/** A BibTeX entry for the article. */
export function bibtex(slug: string, { authors, title, published, doi }: FrontMatter, url?: string): string {
  const first = authors[0].name
  const year = published.getUTCFullYear()
  const word = slug.split('-').find((part) => part.length > 3) ?? slug
  const key = `${(isGroup(first) ? site.name : family(first)).toLowerCase()}${year}${word}`
  const fields = {
    author: authors
      .map(({ name }) => (isGroup(name) ? `{${escapeTex(name)}}` : escapeTex(invertName(name))))
      .join(' and '),
    title: escapeTex(title),
    journal: escapeTex(site.name),
    year: String(year),
    ...(url && { url }),
    ...(doi && { doi }),
  }
  const lines = Object.entries(fields).map(([name, value]) => `  ${name} = {${value}}`)
  return `@article{${key.replace(/[^\w-]/g, '')},\n${lines.join(',\n')}\n}`
}
