import { readFileSync, statSync } from 'node:fs'
import type { Root } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkMath from 'remark-math'
import remarkMdx from 'remark-mdx'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { VFile } from 'vfile'
import { type Label, numberLabels } from './numberLabels.ts'
import { readFrontMatter } from './readFrontMatter.ts'
import { remarkExamples } from './remarkExamples.ts'

/** What another article may refer to. */
export interface ArticleLabels {
  title: string
  draft: boolean
  /** By id, in reading order. */
  labels: Record<string, Label>
}

const cache = new Map<string, { modified: number; read: ArticleLabels }>()

/** The labels of an article's file, read again when it has changed. */
export function articleLabels(path: string): ArticleLabels {
  const modified = statSync(path).mtimeMs
  const cached = cache.get(path)
  if (cached?.modified === modified) return cached.read
  const text = readFileSync(path, 'utf8')
  const { title, draft } = readFrontMatter(text, path)
  // Front matter is not Markdown; emptied, the lines below it keep their numbers.
  const value = text.replace(/^---\r?\n[^]*?\n---(?=\r?\n|$)/, (matter) => matter.replace(/[^\n]/g, ''))
  const file = new VFile({ value, path })
  const processor = unified().use(remarkParse).use(remarkGfm).use(remarkMath).use(remarkMdx)
  const tree: Root = processor.parse(file)
  remarkExamples()(tree, file)
  const read = { title, draft, labels: numberLabels(tree, file).labels }
  cache.set(path, { modified, read })
  return read
}
