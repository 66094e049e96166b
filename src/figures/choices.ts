/** Pictures that figures offer, found while the site is built. */
import { getCollection } from 'astro:content'
import { pictureSchema } from '../artifacts/pictures.ts'
import { withBase } from '../base.ts'
import type { Choice } from './parts/image-input/chosenImage.ts'
import type { Sheet } from './parts/sheet.ts'

/** Our own rendered scenes. */
export async function renderedChoices(): Promise<Choice[]> {
  const entries = await getCollection('pictures')
  return entries
    .map(({ data }) => pictureSchema.strip().parse(data))
    .map(({ name, caption, file }) => ({
      name,
      caption,
      src: withBase(`/pictures/${file}`),
      group: 'Rendered scenes',
    }))
}

const files = import.meta.glob<string>('/content/*/*.{png,jpg,jpeg,webp,avif,gif}', {
  query: '?url',
  import: 'default',
})

/** The pictures in an article's folder, by their path below `content`. */
export async function articleChoices(slug: string): Promise<Choice[]> {
  const own = Object.entries(files).filter(([path]) => path.startsWith(`/content/${slug}/`))
  return Promise.all(
    own.map(async ([path, load]) => ({
      name: path.slice('/content/'.length),
      caption: path.slice(path.lastIndexOf('/') + 1),
      src: await load(),
      group: 'From this article',
    })),
  )
}

/** Feature visualizations that are already made. */
export const featureChoices = (units: readonly string[], sheet: Sheet, group: string): Choice[] =>
  units.map((unit, index) => ({
    name: unit,
    caption: `What excites ${unit} most`,
    src: sheet.src,
    group,
    tile: { sheet, index },
  }))
