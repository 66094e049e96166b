/** Scripts that are data: a browser does not run them. */
const DATA = /^(application\/(ld\+)?json|text\/plain)$/i

/**
 * In words, how an element of an author runs a script in the reader's page or would; undefined where it does not.
 * @param attributes by name, as written
 */
export function runsScript(element: string, attributes: [name: string, value: unknown][]): string | undefined {
  const name = element.toLowerCase()
  const value = (wanted: string) => attributes.find(([each]) => each.toLowerCase() === wanted)?.[1]
  if (/^[A-Z]/.test(element)) return undefined
  if (name === 'script' && !DATA.test(String(value('type') ?? '')))
    return 'raw <script>: it runs in the page of every reader'
  const handler = attributes.find(([each]) => /^on/i.test(each))?.[0]
  if (handler) return `<${element} ${handler}>: the policy of the site runs no script in an attribute`
  if (value('srcdoc') !== undefined)
    return `<${element} srcdoc>: a page within the page, with whatever scripts it holds`
  if (value('set:html') !== undefined || value('dangerouslysetinnerhtml') !== undefined)
    return `<${element}> takes its markup from a text: scripts in it become part of the page`
  if (['base', 'object', 'embed', 'applet'].includes(name))
    return `raw <${element}>: the policy of the site does not let it work`
  if (name === 'meta' && value('http-equiv') !== undefined) return 'raw <meta http-equiv>: it speaks for the whole page'
  return undefined
}
