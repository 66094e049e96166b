import type { Root as HastRoot } from 'hast'
import type { Root } from 'mdast'
import type { MdxJsxAttribute } from 'mdast-util-mdx-jsx'
import rehypeStringify from 'rehype-stringify'
import remarkGfm from 'remark-gfm'
import remarkMath from 'remark-math'
import remarkMdx from 'remark-mdx'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { visit } from 'unist-util-visit'
import { VFile } from 'vfile'
import { isComponent } from '../../src/article/markdown/jsx.ts'

type RemarkTransform = (tree: Root, file: VFile) => void
type RehypeTransform = (tree: HastRoot, file: VFile) => void

/** The tree of an article's text after one remark plugin, and the front matter it leaves for the page. */
export function runRemark(text: string, transform: RemarkTransform, path = 'content/a/index.mdx') {
  const file = new VFile({ value: text, path })
  const tree = unified().use(remarkParse).use(remarkGfm).use(remarkMdx).use(remarkMath).parse(file)
  transform(tree, file)
  const data = file.data as { astro?: { frontmatter?: Record<string, unknown> } }
  return { tree, frontMatter: data.astro?.frontmatter ?? {} }
}

/** The HTML of Markdown text (no JSX) after one rehype plugin. */
export function runRehype(text: string, transform: RehypeTransform, path = 'content/a/index.mdx') {
  const file = new VFile({ value: text, path })
  const processor = unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(remarkMath)
    .use(remarkRehype)
    .use(() => transform)
    .use(rehypeStringify)
  return String(processor.processSync(file))
}

/** Props of every component of a name, as JSON values. */
export function propsOf(tree: Root, name: string): Record<string, unknown>[] {
  const found: Record<string, unknown>[] = []
  visit(tree, (node) => {
    if (!isComponent(node) || node.name !== name) return
    const entries = node.attributes.map((attribute) => {
      const { name, value } = attribute as MdxJsxAttribute
      if (value === null || value === undefined) return [name, true]
      return [name, typeof value === 'string' ? value : JSON.parse(value.value)]
    })
    found.push(Object.fromEntries(entries))
  })
  return found
}
