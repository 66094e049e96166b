import type { FrontMatter } from '../article/markdown/frontMatter.ts'
import type { CslItem } from '../article/markdown/bibliography.ts'
import { doiAddress } from '../address.ts'
import { site } from '../site.ts'

/** One reference as Google Scholar reads it: `citation_title=…; citation_author=…; …`. */
export function citationReference(item: CslItem): string {
  const authors = (item.author ?? []).map(({ family, given, literal }) =>
    [family ?? literal, given].filter(Boolean).join(', '),
  )
  const container = item['container-title']
  const containerName =
    item.type === 'paper-conference'
      ? 'citation_conference_title'
      : item.type === 'chapter'
        ? 'citation_inbook_title'
        : 'citation_journal_title'
  const fields: [string, string | undefined][] = [
    ['citation_title', item.title],
    ...authors.map((author): [string, string] => ['citation_author', author]),
    ['citation_publication_date', item.issued?.['date-parts']?.[0]?.join('/')],
    [containerName, container],
    ['citation_publisher', item.publisher],
    ['citation_volume', item.volume],
    ['citation_issue', item.issue],
    ['citation_pages', item.page],
    ['citation_doi', item.DOI],
    ['citation_fulltext_html_url', item.URL],
  ]
  return (
    fields
      .filter(([, value]) => value)
      // A semicolon would begin another field.
      .map(([name, value]) => `${name}=${value!.replaceAll(';', ',')}`)
      .join('; ')
  )
}

/** schema.org ScholarlyArticle; `url` only where the site knows its address. */
export function scholarlyArticle(frontMatter: FrontMatter, url?: string) {
  const { title, description, authors, published, updated, doi, tags, licence } = frontMatter
  return {
    '@context': 'https://schema.org',
    '@type': 'ScholarlyArticle',
    headline: title,
    description,
    author: authors.map(({ name, affiliation, orcid, url }) => ({
      '@type': /^the\s/i.test(name) ? 'Organization' : 'Person',
      name,
      ...(affiliation && {
        affiliation: [affiliation].flat().map((each) => ({ '@type': 'Organization', name: each })),
      }),
      ...(orcid && { '@id': `https://orcid.org/${orcid}` }),
      ...(url && { url }),
    })),
    datePublished: published.toISOString().slice(0, 10),
    dateModified: (updated ?? published).toISOString().slice(0, 10),
    inLanguage: site.language,
    isAccessibleForFree: true,
    license: (licence ?? site.licence).url,
    publisher: { '@type': 'Organization', name: site.name },
    ...(tags.length > 0 && { keywords: tags }),
    ...(doi && { identifier: doiAddress(doi), sameAs: doiAddress(doi) }),
    ...(url && { url, mainEntityOfPage: url }),
  }
}
