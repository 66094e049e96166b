import { type CollectionEntry, getCollection } from 'astro:content'
import { slug } from 'github-slugger'

/** The articles a reader may see, newest first; drafts only in `npm run dev`. */
export async function publishedArticles(): Promise<CollectionEntry<'articles'>[]> {
  const articles = await getCollection('articles', ({ data }) => import.meta.env.DEV || !data.draft)
  return articles.sort((a, b) => b.data.published.getTime() - a.data.published.getTime() || a.id.localeCompare(b.id))
}

/** `Feature visualization` → `feature-visualization`, the tag's part of an address. */
export const tagSlug = (tag: string) => slug(tag)
