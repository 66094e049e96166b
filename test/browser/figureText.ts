/** A figure of a built page as text, one thing a line: what is read in it, what its controls hold, what is drawn. */
import { createHash } from 'node:crypto'
import { fromHtml } from 'hast-util-from-html'
import type { Element, Nodes } from 'hast'
import { visit } from 'unist-util-visit'

/** Numbers of drawings to whole units: what a processor's last bit moves is no change. */
const rounded = (text: string) => text.replace(/-?\d*\.\d+(e-?\d+)?/g, (number) => String(Math.round(Number(number))))

const drawn = (svg: Element): string => {
  const counts = new Map<string, number>()
  const hash = createHash('sha256')
  visit(svg, 'element', ({ tagName, properties }) => {
    if (tagName !== 'svg') counts.set(tagName, (counts.get(tagName) ?? 0) + 1)
    for (const name of ['d', 'x', 'y', 'x1', 'x2', 'y1', 'y2', 'cx', 'cy', 'r', 'width', 'height', 'points'])
      hash.update(`${name} ${rounded(String(properties[name] ?? ''))}\n`)
  })
  const shapes = [...counts].sort().map(([name, count]) => `${count} ${name}`)
  return `drawing of ${shapes.join(', ') || 'nothing'}: ${hash.digest('hex').slice(0, 8)}`
}

const control = ({ tagName, properties, children }: Element): string => {
  if (tagName === 'select') {
    const options = children.filter((each): each is Element => each.type === 'element' && each.tagName === 'option')
    const chosen = options.find((option) => option.properties.selected) ?? options[0]
    return `one of ${options.length}: ${chosen ? words(chosen) : 'none'}`
  }
  const { type = 'text', value = '', min, max, checked } = properties
  const range = min === undefined ? '' : ` of ${String(min)} to ${String(max)}`
  return `${String(type)} ${checked ? 'checked ' : ''}${String(value)}${range}`
}

const words = (node: Nodes): string => {
  let text = ''
  visit(node, 'text', ({ value }) => void (text += value))
  return text.replace(/\s+/g, ' ').trim()
}

const BLOCKS = [
  'p',
  'div',
  'li',
  'td',
  'th',
  'label',
  'button',
  'figcaption',
  'summary',
  'legend',
  'tr',
  'span',
  'output',
  'strong',
]

/** Whether nothing in it begins a line of its own. */
const isLine = (element: Element): boolean =>
  element.children.every(
    (child) =>
      child.type !== 'element' ||
      (!BLOCKS.includes(child.tagName) && isLine(child) && !['svg', 'select', 'input', 'img'].includes(child.tagName)),
  )

/** @param html of a page that holds the figure */
export function figureText(html: string, id: string): string {
  const lines: string[] = []
  const walk = (node: Nodes): void => {
    if (node.type === 'text') lines.push(node.value.replace(/\s+/g, ' ').trim())
    if (node.type !== 'element') return
    const { tagName, properties } = node
    const classes = [properties.className ?? []].flat().map(String)
    if (tagName === 'script' || tagName === 'style' || classes.includes('figure-tools')) return
    if (tagName === 'svg') return void lines.push(drawn(node))
    if (tagName === 'select' || tagName === 'input' || tagName === 'textarea') return void lines.push(control(node))
    if (properties.role === 'img' || tagName === 'img')
      lines.push(`picture: ${String(properties.ariaLabel ?? properties.alt ?? '')}`)
    if (tagName === 'button' && properties.disabled) lines.push('disabled:')
    if (isLine(node)) return void lines.push(words(node))
    node.children.forEach(walk)
  }
  let found: Element | undefined
  visit(fromHtml(html), 'element', (element) => {
    if (element.properties.id === id) found ??= element
  })
  if (!found) throw new Error(`no figure ${id}`)
  found.children.forEach(walk)
  return lines.filter((line) => line !== '').join('\n') + '\n'
}
