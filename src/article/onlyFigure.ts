import { type Tag, tagsOf } from './htmlTags.ts'

/**
 * The figure of a rendered article with the scripts and styles that the article brings along. Links to
 * other places of the article lead to `article`, in the whole window. Cut out as text: a site has a page for each
 * figure, and to parse the article for each took longer than to render it.
 * @param html as Astro writes it: attributes in double quotes, every figure closed
 */
export function onlyFigure(html: string, id: string, article: string): string {
  const before: string[] = []
  const figure: string[] = []
  const after: string[] = []
  let depth = 0
  let from = 0
  let brought: Tag | undefined
  for (const tag of tagsOf(html)) {
    const { name, closing, text, start, end } = tag
    if (depth > 0) {
      if (name === 'figure') depth += closing ? -1 : 1
      else if (name === 'a' && !closing) {
        figure.push(html.slice(from, start), linkTo(article, text, id))
        from = end
      }
      if (depth > 0) continue
      figure.push(html.slice(from, end))
    } else if (name === 'figure' && !closing && figure.length === 0 && text.includes(` id="${id}"`)) {
      depth = 1
      from = start
    } else if (name === 'script' || name === 'style') {
      if (!closing) brought = tag
      else if (brought) {
        ;(figure.length > 0 ? after : before).push(html.slice(brought.start, end))
        brought = undefined
      }
    }
  }
  if (depth > 0) throw new Error('a figure without an end')
  if (figure.length === 0) throw new Error(`no figure ${id} in ${article}`)
  return [...before, ...figure, ...after].join('')
}

/** The start of a link, leading out of the frame where it leads to another place of the article. */
function linkTo(article: string, link: string, id: string): string {
  const href = /\shref="(#[^"]*)"/.exec(link)?.[1]
  if (href === undefined || href === `#${id}`) return link
  return link
    .replace(`href="${href}"`, () => `href="${article}${href}" target="_top"`)
    .replace(/\sdata-preview="[^"]*"/, '')
}
