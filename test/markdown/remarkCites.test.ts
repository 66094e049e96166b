import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { expect, it } from 'vitest'
import { type Reference, remarkCites } from '../../src/article/markdown/remarkCites.ts'
import { propsOf, runRemark } from './markdown.ts'

const folder = mkdtempSync(join(tmpdir(), 'cites-'))
const path = join(folder, 'index.mdx')
const shown = relative(process.cwd(), path)
writeFileSync(
  join(folder, 'references.bib'),
  '@misc{olah2020zoom, title={Zoom In}, author={Olah, Chris}}\n@misc{voss2021, title={Visualizing Weights}, author={Voss, Chelsea and Olah, Chris}}\n@misc{unused, title={Unused}}\n',
)
const cite = (text: string, at = path) => runRemark(text, remarkCites({ style: 'apa' }), at)

it('works are numbered in order of first citation and know every place that cites them', () => {
  const { tree, frontMatter } = cite('A <Cite id="voss2021" />, B <Cite id="olah2020zoom voss2021" narrative />.\n')
  expect(propsOf(tree, 'Cite').map(({ citations }) => citations)).toEqual([
    [{ key: 'voss2021', number: 1, place: 'cite-voss2021-1', names: 'Voss & Olah' }],
    [
      { key: 'olah2020zoom', number: 2, place: 'cite-olah2020zoom-1', names: 'Olah' },
      { key: 'voss2021', number: 1, place: 'cite-voss2021-2', names: 'Voss & Olah' },
    ],
  ])
  const references = frontMatter.references as Reference[]
  expect(references.map(({ key, number, places }) => [key, number, places])).toEqual([
    ['voss2021', 1, ['cite-voss2021-1', 'cite-voss2021-2']],
    ['olah2020zoom', 2, ['cite-olah2020zoom-1']],
  ])
})

it('a citation inside a caption counts where it stands', () => {
  const { frontMatter } = cite(
    '<Grid id="fig-a">After <Cite id="olah2020zoom" />.</Grid>\n\nThen <Cite id="voss2021" />.\n',
  )
  expect((frontMatter.references as Reference[]).map(({ key }) => key)).toEqual(['olah2020zoom', 'voss2021'])
})

it('the space before a bracket does not break', () => {
  const { tree } = cite('Known <Cite id="voss2021" />.\n')
  expect(JSON.stringify(tree)).toContain('"value":"Known\u00a0"')
})

it('an unknown key names its place and the nearest key', () => {
  expect(() => cite('Known <Cite id="olah2020zom" />.\n')).toThrow(
    `${shown}:1:7: unknown citation key: olah2020zom\n` +
      'Did you mean "olah2020zoom"? Otherwise add @article{olah2020zom, …} to references.bib beside the article.',
  )
})

it('a citation without a bibliography says where to put one', () => {
  expect(() => cite('<Cite id="a" />', 'content/nowhere/index.mdx')).toThrow(
    'content/nowhere/index.mdx:1:1: <Cite id="a" /> without a bibliography\n' +
      'Put the entry into a file references.bib beside the article.',
  )
})

it('a citation without a key says how to write one', () => {
  expect(() => cite('<Cite />')).toThrow(`${shown}:1:1: <Cite> has no id\nWrite <Cite id="olah2020zoom" />.`)
})
