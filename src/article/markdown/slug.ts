import { AuthorError } from './authorError.ts'

/** First parts of addresses that the site itself uses. */
const reserved = ['course', 'tags', 'models', 'figures', 'artifacts', 'pagefind', '404']

/** Throws `AuthorError` where the name of an article's folder, at `path`, cannot be its address. */
export function checkSlug(slug: string, path: string): void {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug)) {
    throw new AuthorError(
      { path },
      `folder name cannot be an address: ${slug}`,
      'Use lower-case letters, digits and single hyphens, as in my-lecture.',
    )
  }
  if (reserved.includes(slug)) {
    throw new AuthorError({ path }, `folder name is taken by the site itself: ${slug}`, 'Use another name.')
  }
}
