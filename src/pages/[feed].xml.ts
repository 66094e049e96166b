import rss from '@astrojs/rss'
import type { APIContext } from 'astro'
import { withBase } from '../base.ts'
import { escapeMarkup } from '../escape.ts'
import { publishedArticles } from '../article/articles.ts'
import { site } from '../site.ts'

/** `/rss.xml`, only where the site knows its address; src/site/publish/feedContent.ts adds the articles' text. */
export const getStaticPaths = () => (import.meta.env.SITE ? [{ params: { feed: 'rss' } }] : [])

export async function GET({ site: address }: APIContext) {
  const articles = await publishedArticles()
  return rss({
    title: site.name,
    description: site.tagline,
    xmlns: {
      dc: 'http://purl.org/dc/elements/1.1/',
      content: 'http://purl.org/rss/1.0/modules/content/',
    },
    site: new URL(withBase('/'), address),
    items: articles.map(({ id, data }) => ({
      title: data.title,
      description: data.description,
      pubDate: data.published,
      link: withBase(`/${id}/`),
      customData: data.authors.map(({ name }) => `<dc:creator>${escapeMarkup(name)}</dc:creator>`).join(''),
      categories: data.tags,
    })),
    customData: `<language>${escapeMarkup(site.language)}</language>`,
  })
}
