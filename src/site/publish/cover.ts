import { readdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'
import type { Element } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { EXIT, SKIP, visit } from 'unist-util-visit'
import sharp from 'sharp'
import type { CoverTile } from '../../vocabulary/figureKind.ts'
import { escapeMarkup } from '../../escape.ts'
import { site } from '../../site.ts'

/** Pixels; what Open Graph's readers crop least. */
const WIDTH = 1200
const HEIGHT = 630
const PAPER = site.colours.light.paper
const INK = site.colours.light.ink
// A face that is there on every machine: system fonts would change the picture with the machine.
const FACE = createRequire(import.meta.url).resolve('katex/dist/fonts/KaTeX_SansSerif-Bold.ttf')

/** What stands for an article: tiles of its first figure, else the figure's image, else its title. */
export type Cover = { tiles: CoverTile[] } | { image: string } | { title: string }

/** Reads off a built page what stands for it. A figure that has no picture is passed over. */
export function coverOf(html: string): Cover {
  let cover: Cover | undefined
  let title = ''
  visit(fromHtml(html), 'element', (node) => {
    if (node.tagName === 'h1' && !title) title = textOf(node)
    if (node.tagName !== 'figure') return undefined
    const { dataCover } = node.properties
    const src = imageOf(node)
    if (typeof dataCover === 'string') cover = { tiles: JSON.parse(dataCover) as CoverTile[] }
    else if (src) cover = { image: src }
    return cover ? EXIT : undefined
  })
  return cover ?? { title }
}

function imageOf(figure: Element): string | undefined {
  let src: string | undefined
  visit(figure, 'element', (node) => {
    if (node.tagName === 'figcaption') return SKIP
    if (node.tagName === 'img') src ??= String(node.properties.src)
    return undefined
  })
  return src
}

const textOf = (element: Element): string =>
  element.children
    .map((child) => (child.type === 'text' ? child.value : child.type === 'element' ? textOf(child) : ''))
    .join('')

/** The cover as JPEG, 1200 × 630. `fileOf` gives the path of an artifact or of an image's address. */
export async function drawCover(
  cover: Cover,
  fileOf: { artifact(name: string): string; image(src: string): string },
): Promise<Buffer> {
  const page = sharp({ create: { width: WIDTH, height: HEIGHT, channels: 3, background: PAPER } })
  const layers =
    'tiles' in cover
      ? await mosaic(cover.tiles, fileOf.artifact)
      : 'image' in cover
        ? [await contained(fileOf.image(cover.image))]
        : [await words(cover.title)]
  return page.composite(layers).jpeg({ quality: 85, mozjpeg: true }).toBuffer()
}

/** Columns and rows of at most `count` cells whose shape is nearest to the picture's; more cells where equal. */
export function gridFor(count: number): [columns: number, rows: number] {
  let best: [number, number] = [1, 1]
  const miss = ([columns, rows]: [number, number]) => Math.abs(Math.log((columns / rows) * (HEIGHT / WIDTH)))
  for (let rows = 1; rows <= count; rows++) {
    for (let columns = 1; columns * rows <= count; columns++) {
      if (miss([columns, rows]) <= miss(best)) best = [columns, rows]
    }
  }
  return best
}

async function mosaic(tiles: CoverTile[], fileOf: (name: string) => string) {
  const [columns, rows] = gridFor(tiles.length)
  const [width, height] = [Math.ceil(WIDTH / columns), Math.ceil(HEIGHT / rows)]
  return Promise.all(
    tiles.slice(0, columns * rows).map(async ({ file, ...rectangle }, i) => ({
      input: await sharp(fileOf(file))
        .extract(rectangle)
        .resize(width, height, { fit: 'cover', kernel: 'cubic' })
        .png()
        .toBuffer(),
      left: Math.min((i % columns) * width, WIDTH - width),
      top: Math.min(Math.floor(i / columns) * height, HEIGHT - height),
    })),
  )
}

const contained = async (file: string) => ({
  input: await sharp(file, { density: 200 })
    .resize(WIDTH - 120, HEIGHT - 120, { fit: 'inside', withoutEnlargement: false })
    .png()
    .toBuffer(),
})

async function words(title: string) {
  const text = `<span foreground="${INK}">${escapeMarkup(title)}</span>`
  const drawn = sharp({
    text: {
      text,
      font: 'KaTeX_SansSerif bold',
      fontfile: FACE,
      width: WIDTH - 240,
      dpi: 500,
      rgba: true,
    },
  })
  const input = await drawn
    .resize(WIDTH - 240, HEIGHT - 160, { fit: 'inside', withoutEnlargement: true })
    .png()
    .toBuffer()
  return { input }
}

/** Draws `preview.jpg` beside each page that names one as its Open Graph image. */
export function covers(base: string): AstroIntegration {
  return {
    name: 'covers',
    hooks: {
      'astro:build:done': async ({ dir }) => {
        const root = fileURLToPath(dir)
        const inDist = (path: string) => join(root, decodeURI(path).replace(base.replace(/\/$/, ''), ''))
        const fileOf = { artifact: (name: string) => join(root, 'artifacts', name), image: inDist }
        for (const file of await readdir(root, { recursive: true })) {
          if (!file.endsWith('index.html')) continue
          const html = await readFile(join(root, file), 'utf8')
          if (!html.includes('property="og:image"')) continue
          const picture = await drawCover(coverOf(html), fileOf)
          await writeFile(join(root, dirname(file), 'preview.jpg'), picture)
        }
      },
    },
  }
}
