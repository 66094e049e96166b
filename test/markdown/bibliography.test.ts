import { expect, it } from 'vitest'
import { formatReference, parseBibliography, shortNames } from '../../src/article/markdown/bibliography.ts'

const zoom = `@article{olah2020zoom,
  title = {Zoom In: {An} Introduction to Circuits},
  author = {Olah, Chris and Cammarata, Nick and Carter, Shan},
  journal = {Distill},
  year = {2020},
  volume = {5},
  doi = {10.23915/distill.00024.001}
}
`
const parse = (text: string) => parseBibliography(text, 'content/a/references.bib')

it('entries are found by key, with their line, and text between entries is comment', () => {
  const library = parse(`Notes to self.\n\n${zoom}\n@misc{b, title = {B}}\n`)
  expect([...library.values()].map(({ key, line }) => [key, line])).toEqual([
    ['olah2020zoom', 3],
    ['b', 12],
  ])
  expect(library.get('olah2020zoom')!.item.title).toBe('Zoom In: An Introduction to Circuits')
})

it('a reference is formatted in the style, with its DOI as a link', () => {
  expect(formatReference(parse(zoom).get('olah2020zoom')!.item, 'apa')).toBe(
    'Olah, C., Cammarata, N., &#38; Carter, S. (2020). Zoom In: An Introduction to Circuits. ' +
      '<i>Distill</i>, <i>5</i>. <a href="https://doi.org/10.23915/distill.00024.001">https://doi.org/10.23915/distill.00024.001</a>',
  )
})

it('a numbered style leaves the number to the list', () => {
  const html = formatReference(parse(zoom).get('olah2020zoom')!.item, 'vancouver')
  expect(html).toMatch(/^Olah C, Cammarata N, Carter S\. Zoom In/)
})

it('names are shortened from three authors on', () => {
  const names = (author: string) => shortNames(parse(`@misc{a, title={T}, author={${author}}}`).get('a')!.item)
  expect(names('Zeiler, Matthew D.')).toBe('Zeiler')
  expect(names('Zeiler, Matthew D. and Fergus, Rob')).toBe('Zeiler & Fergus')
  expect(names('Zeiler, M. and Fergus, R. and Olah, C.')).toBe('Zeiler et al.')
})

it('a macro may be used by the entries after it', () => {
  const library = parse('@string{d = {Distill}}\n\n@article{a, title = {T}, journal = d}\n')
  expect(library.get('a')!.item['container-title']).toBe('Distill')
})

it('a second use of a key names both lines', () => {
  expect(() => parse(`${zoom}\n${zoom}`)).toThrow(
    'content/a/references.bib:10: duplicate key: olah2020zoom, already used on line 1\nRename or remove one of the two entries.',
  )
})

it('a field without its comma names the line where the parser stopped', () => {
  expect(() => parse(`${zoom}\n@misc{b,\n  title = {B}\n  year = {2020}\n}\n`)).toThrow(
    'content/a/references.bib:12: broken BibTeX entry: b (expected "rbrace", got "identifier")\n' +
      'Check that every field reads name = {value}, with a comma between fields and as many } as {.',
  )
})

it('an entry whose brace is never closed is named, not the one after it', () => {
  expect(() => parse(`@misc{a,\n  title = {A\n}\n\n${zoom}`)).toThrow(
    /^content\/a\/references\.bib:\d+: broken BibTeX entry: a /,
  )
})

it('an entry without a key, without a title, or of an unknown type fails', () => {
  expect(() => parse('@misc{title = {A}}')).toThrow(
    'content/a/references.bib:1: BibTeX entry without a key: @misc{title = {A}}\n' +
      'Write a key and a comma after the brace, as in @misc{olah2020zoom,',
  )
  expect(() => parse('@misc{a, year = 2020}')).toThrow(
    'content/a/references.bib:1: BibTeX entry without a title: a\nAdd title = {…}.',
  )
  expect(() => parse('@artcle{a, title = {A}}')).toThrow(
    'content/a/references.bib:1: unknown BibTeX entry type: @artcle\n' +
      'Use a type such as @article, @inproceedings, @book, @phdthesis, @software, @online or @misc.',
  )
})

it('what an entry holds stays text: a DOI with quotes, a title with tags, a key of any sign', () => {
  const entry = `@article{a, title = {<img src=x onerror=alert(1)> "T"}, author = {Ann <b onclick=x>}, year = {2020},
    doi = {https://doi.org/10.1000/x"onmouseover="alert(1)"style="position:fixed}}`
  const { item } = parse(entry).get('a')!
  expect(item.DOI).toBe('10.1000/x"onmouseover="alert(1)"style="position:fixed')
  for (const style of ['apa', 'vancouver', 'harvard1']) {
    const html = formatReference(item, style)
    expect(html).not.toMatch(/<(?!\/?(a|i|b|sup|sub|span)\b)/)
    expect(html.replace(/<a href="[^"]*">/g, '')).not.toMatch(/<\w+\s/)
  }
})

it.each([
  ['doi = {javascript:alert(1)}', 'DOI of a is none: javascript:alert(1)'],
  ['url = {javascript:alert(1)}', 'URL of a is no address of the web'],
  ['url = {data:text/html,x}', 'URL of a is no address of the web'],
])('%s is refused with the line of its entry', (field, words) => {
  expect(() => parse(`\n@article{a, title = {T}, ${field}}`)).toThrow(/:2: /)
  expect(() => parse(`\n@article{a, title = {T}, ${field}}`)).toThrow(words)
})
