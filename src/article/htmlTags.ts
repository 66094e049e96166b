/** A tag of an HTML text, and where it stands. */
export interface Tag {
  /** In lower case. */
  name: string
  closing: boolean
  /** As written, from `<` to after `>`. */
  text: string
  start: number
  end: number
}

/** Quotes are read, so that what looks like a tag in an attribute is none; comments are passed over. */
const TAG = /<!--[^]*?-->|<(\/?)([a-z][^\s/>]*)(?:"[^"]*"|'[^']*'|[^"'>])*>/gi
/** Elements whose content is text up to their end. */
const RAW = new Set(['script', 'style', 'textarea', 'title'])

/** The tags of an HTML text as a browser finds them: none in attributes, comments, scripts or style sheets. */
export function* tagsOf(html: string): Generator<Tag> {
  const tags = new RegExp(TAG)
  for (let found = tags.exec(html); found; found = tags.exec(html)) {
    const [text, slash, given] = found
    if (given === undefined) continue
    const name = given.toLowerCase()
    yield { name, closing: slash === '/', text, start: found.index, end: tags.lastIndex }
    if (slash === '' && RAW.has(name)) {
      const close = new RegExp(`</${name}[\\s/>]`, 'gi')
      close.lastIndex = tags.lastIndex
      const end = close.exec(html)
      if (!end) return
      tags.lastIndex = end.index
    }
  }
}
