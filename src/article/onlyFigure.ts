/** A script or a style sheet, which the figure may need wherever the article has it. */
const BROUGHT = /<(script|style)\b[^>]*>[\s\S]*?<\/\1>/g
/** The start of a link; what its attributes hold may contain `>`. */
const LINK = /<a(?:\s+[^\s=>]+(?:="[^"]*")?)*\s*>/g

/**
 * The figure of a rendered article with the scripts and styles that the article brings along. Links to
 * other places of the article lead to `article`, in the whole window. Cut out as text: a site has a page for each
 * figure, and to parse the article for each took longer than to render it.
 * @param html as Astro writes it: attributes in double quotes, every figure closed
 */
export function onlyFigure(html: string, id: string, article: string): string {
  const start = html.search(new RegExp(`<figure\\b[^>]*\\sid="${id}"`))
  if (start < 0) throw new Error(`no figure ${id} in ${article}`)
  const end = endOf(html, start)
  const brought = (part: string) => (part.match(BROUGHT) ?? []).join('')
  const figure = html.slice(start, end).replace(LINK, (link) => {
    const href = /\shref="(#[^"]*)"/.exec(link)?.[1]
    if (href === undefined || href === `#${id}`) return link
    return link
      .replace(`href="${href}"`, `href="${article}${href}" target="_top"`)
      .replace(/\sdata-preview="[^"]*"/, '')
  })
  return brought(html.slice(0, start)) + figure + brought(html.slice(end))
}

/** Where a figure ends that may hold others. */
function endOf(html: string, start: number): number {
  const tags = /<(\/?)figure\b[^>]*>/g
  tags.lastIndex = start
  let depth = 0
  for (let tag = tags.exec(html); tag; tag = tags.exec(html)) {
    depth += tag[1] ? -1 : 1
    if (depth === 0) return tags.lastIndex
  }
  throw new Error('a figure without an end')
}
