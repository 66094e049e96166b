import { expect, it } from 'vitest'
import { rehypeMath } from '../../src/article/markdown/rehypeMath.ts'
import { runRehype } from './markdown.ts'

it('inline and displayed formulas become MathML and HTML without a script', () => {
  const html = runRehype('Let $x^2$ be.\n\n$$\n\\frac{a}{b}\n$$\n', rehypeMath())
  expect(html).toContain('<msup><mi>x</mi><mn>2</mn></msup>')
  expect(html).toContain('<mfrac><mi>a</mi><mi>b</mi></mfrac>')
  expect(html).toContain(
    '<div class="math-scroll" tabindex="0" role="group" aria-label="Formula"><span class="katex-display">',
  )
  expect(html).not.toContain('<script')
})

it('search indexes a formula once', () => {
  const html = runRehype('$x^2$\n', rehypeMath())
  expect(html).toContain('<annotation encoding="application/x-tex" data-pagefind-ignore="">')
  expect(html).toContain('<span class="katex-html" aria-hidden="true" data-pagefind-ignore="">')
})

it('a mistake in the TeX is named with its line', () => {
  expect(() => runRehype('First.\n\nThen $\\frac{a}$.\n', rehypeMath())).toThrow(
    /^content\/a\/index\.mdx:3:6: mistake in a formula: .*\nMend the TeX; https:\/\/katex\.org\/docs\/supported lists what is known\. Write a dollar sign as \\\$\.$/s,
  )
})
