import { type CollectionEntry, getCollection } from 'astro:content'

/** The articles a reader may see, newest first; drafts only in `npm run dev`. */
export async function publishedArticles(): Promise<CollectionEntry<'articles'>[]> {
  const articles = await getCollection('articles', ({ data }) => import.meta.env.DEV || !data.draft)
  return articles.sort(
    (a, b) => b.data.published.getTime() - a.data.published.getTime() || a.id.localeCompare(b.id),
  )
}
