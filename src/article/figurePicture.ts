/**
 * A figure as a file. Every element is copied with the style it has on the page, images, canvases and
 * faces as data, into an SVG that needs nothing else; the PNG is that SVG, drawn at twice its size.
 */
const SVG = 'http://www.w3.org/2000/svg'
const MARGIN = 16
const SCALE = 2

/** Lets the reader save `picture` as `<name>.svg` or `<name>.png`. */
export async function savePicture(picture: HTMLElement, name: string, kind: 'png' | 'svg') {
  const drawing = picture.querySelector<HTMLElement>('[data-vector]')
  const { text, width, height } = await (drawing ? asVector(drawing) : asSvg(picture))
  const address = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`
  const blob = kind === 'svg' ? new Blob([text], { type: 'image/svg+xml' }) : await paint(address, width, height)
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = `${name}.${kind}`
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

async function asSvg(picture: HTMLElement) {
  const box = picture.getBoundingClientRect()
  const [width, height] = [Math.ceil(box.width) + 2 * MARGIN, Math.ceil(box.height) + 2 * MARGIN]
  const root = getComputedStyle(document.documentElement)
  const copy = await styled(picture)
  copy.setAttribute('xmlns', 'http://www.w3.org/1999/xhtml')
  copy.style.margin = `${MARGIN}px`
  copy.style.width = `${box.width}px`
  copy.style.overflow = 'visible'
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('width', String(width))
  svg.setAttribute('height', String(height))
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`)
  const style = document.createElementNS(SVG, 'style')
  style.textContent = await faces()
  const paper = document.createElementNS(SVG, 'rect')
  paper.setAttribute('width', '100%')
  paper.setAttribute('height', '100%')
  paper.setAttribute('fill', root.getPropertyValue('--paper'))
  const inside = document.createElementNS(SVG, 'foreignObject')
  inside.setAttribute('width', '100%')
  inside.setAttribute('height', '100%')
  inside.append(copy)
  svg.append(style, paper, inside)
  return { text: new XMLSerializer().serializeToString(svg), width, height }
}

/**
 * A drawing of pictures laid over an SVG: that SVG with the pictures in it, each cut out of its sheet, so
 * that a program for vectors can take it apart.
 */
async function asVector(drawing: HTMLElement) {
  const source = drawing.querySelector('svg')!
  const svg = await styled(source)
  const box = source.getBoundingClientRect()
  const { width, height } = source.viewBox.baseVal
  const scale = width / box.width
  svg.removeAttribute('style')
  for (const [name, value] of Object.entries({ xmlns: SVG, width: box.width, height: box.height }))
    svg.setAttribute(name, String(value))
  for (const image of drawing.querySelectorAll('img')) {
    const shown = image.closest('.tile') ?? image
    const frame = shown.getBoundingClientRect()
    const copy = document.createElementNS(SVG, 'image')
    copy.setAttribute('opacity', getComputedStyle(shown).opacity)
    copy.setAttribute('href', await cutOut(image, frame))
    copy.setAttribute('x', String((frame.left - box.left) * scale))
    copy.setAttribute('y', String((frame.top - box.top) * scale))
    copy.setAttribute('width', String(frame.width * scale))
    copy.setAttribute('height', String(frame.height * scale))
    svg.append(copy)
  }
  const style = document.createElementNS(SVG, 'style')
  style.textContent = await faces()
  const paper = document.createElementNS(SVG, 'rect')
  const colour = getComputedStyle(document.documentElement).getPropertyValue('--paper')
  for (const [name, value] of Object.entries({ width, height, fill: colour })) paper.setAttribute(name, String(value))
  svg.prepend(style, paper)
  const text = new XMLSerializer().serializeToString(svg)
  return { text, width: Math.ceil(box.width), height: Math.ceil(box.height) }
}

/** The part of an image that its frame shows, in the image's own pixels. */
async function cutOut(image: HTMLImageElement, frame: DOMRect): Promise<string> {
  image.loading = 'eager'
  await image.decode()
  const box = image.getBoundingClientRect()
  const scale = image.naturalWidth / box.width
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(frame.width * scale)
  canvas.height = Math.round(frame.height * scale)
  const [x, y] = [(frame.left - box.left) * scale, (frame.top - box.top) * scale]
  canvas.getContext('2d')!.drawImage(image, -Math.round(x), -Math.round(y))
  return canvas.toDataURL()
}

/** A copy that looks the same without the page's style sheets. What is not shown is left out. */
async function styled<E extends Element>(element: E): Promise<E> {
  const computed = getComputedStyle(element)
  let copy: Element
  if (element instanceof HTMLCanvasElement) {
    copy = new Image()
    copy.setAttribute('src', element.toDataURL())
  } else copy = element.cloneNode(false) as Element
  if (element instanceof HTMLImageElement) {
    copy.setAttribute('src', await dataOf(element.currentSrc || element.src))
    copy.removeAttribute('srcset')
    copy.removeAttribute('loading')
  }
  if (element instanceof HTMLInputElement) {
    copy.setAttribute('value', element.value)
    copy.toggleAttribute('checked', element.checked)
  }
  for (const { name } of [...copy.attributes]) if (/^(id|class|on|data-|popover)/.test(name)) copy.removeAttribute(name)
  copy.setAttribute('style', difference(computed, element))
  pseudo(copy, element, '::before')
  for (const child of element.childNodes) {
    if (child instanceof Element) {
      if (child.matches('script, style, template, link')) continue
      if (child.matches('option') || getComputedStyle(child).display !== 'none') copy.append(await styled(child))
    } else if (child.nodeType === Node.TEXT_NODE) copy.append(child.cloneNode())
  }
  pseudo(copy, element, '::after')
  return copy as E
}

/** Text that the style sheet puts before or after an element. */
function pseudo(copy: Element, element: Element, which: '::before' | '::after') {
  const computed = getComputedStyle(element, which)
  const text = /^"(.+)"$/.exec(computed.content)?.[1]
  if (!text || computed.display === 'none') return
  const span = document.createElement('span')
  span.textContent = text
  span.setAttribute('style', difference(computed, span))
  copy.append(span)
}

const plain = new Map<string, Map<string, string>>()

/** The properties in which an element differs from a bare one of its name. */
function difference(computed: CSSStyleDeclaration, element: Element): string {
  const bare = bareStyle(element)
  let text = ''
  for (const name of computed) {
    const value = computed.getPropertyValue(name)
    // Custom properties are resolved already; lengths that depend on the box are as they are now.
    if (!name.startsWith('--') && value !== bare.get(name)) text += `${name}:${value};`
  }
  return text
}

function bareStyle(element: Element): Map<string, string> {
  const key = element.namespaceURI + element.localName
  const known = plain.get(key)
  if (known) return known
  const frame = document.createElement('iframe')
  frame.style.cssText = 'position:absolute;visibility:hidden'
  document.body.append(frame)
  const page = frame.contentDocument!
  const bare = page.createElementNS(element.namespaceURI, element.localName)
  const holder =
    element.namespaceURI === SVG && element.localName !== 'svg'
      ? page.body.appendChild(page.createElementNS(SVG, 'svg'))
      : page.body
  holder.append(bare)
  const style = frame.contentWindow!.getComputedStyle(bare)
  const found = new Map([...style].map((name) => [name, style.getPropertyValue(name)]))
  frame.remove()
  // Written always: the frame inherits other ones, and is in quirks mode.
  for (const name of ALWAYS) found.delete(name)
  plain.set(key, found)
  return found
}

const ALWAYS = ['box-sizing', 'color', 'font-family', 'font-size', 'font-weight', 'line-height', 'text-align']

/** The faces in use, as data. */
async function faces(): Promise<string> {
  const used = new Set([...document.fonts].filter(({ status }) => status === 'loaded').map(keyOf))
  const rules = [...document.styleSheets]
    .flatMap((sheet) => [...sheet.cssRules])
    .filter((rule) => rule instanceof CSSFontFaceRule)
    .filter(({ style }) =>
      used.has(
        keyOf({
          family: style.fontFamily,
          style: style.fontStyle,
          unicodeRange: style.getPropertyValue('unicode-range'),
        }),
      ),
    )
  const texts = rules.map(async ({ cssText, parentStyleSheet }) => {
    const address = /url\("?([^")]+)"?\)/.exec(cssText)?.[1]
    if (!address || address.startsWith('data:')) return cssText
    const url = new URL(address, parentStyleSheet?.href ?? document.baseURI)
    return cssText.replace(address, await dataOf(url.href))
  })
  return (await Promise.all(texts)).join('\n')
}

const keyOf = ({ family, style, unicodeRange }: { family: string; style: string; unicodeRange: string }) =>
  [family.replace(/["']/g, ''), style || 'normal', (unicodeRange || 'U+0-10FFFF').slice(0, 8).toUpperCase()].join()

const read = new Map<string, Promise<string>>()

function dataOf(address: string): Promise<string> {
  const data = read.get(address) ?? fetchData(address)
  read.set(address, data)
  return data
}

async function fetchData(address: string): Promise<string> {
  const blob = await (await fetch(address)).blob()
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(reader.result as string)
    reader.onerror = () => reject(reader.error!)
    reader.readAsDataURL(blob)
  })
}

async function paint(address: string, width: number, height: number): Promise<Blob> {
  const image = new Image()
  image.src = address
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = SCALE * width
  canvas.height = SCALE * height
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the picture is too large')))),
  )
}
