/** Pictures that figures offer, found while the site is built. */
import { getCollection } from 'astro:content'
import { picturesSchema } from '../artifacts/pictures.ts'
import { publishedPicture } from '../site/publish/publishedFiles.ts'
import type { Choice } from '../widgets/imageInput/chosenImage.ts'
import type { Sheet } from '../widgets/sheet.ts'

/** What is known of our own rendered scenes. */
export async function renderedScenes() {
  const entries = await getCollection('pictures')
  return picturesSchema.parse(Object.fromEntries(entries.map(({ id, data }) => [id, data.value])))
}

/** Our own rendered scenes as pictures to choose from. */
export async function renderedChoices(): Promise<Choice[]> {
  const { pictures, thumbnails } = await renderedScenes()
  const { file: sheetFile, size, columns, rows } = thumbnails
  const src = publishedPicture(sheetFile).address
  const sheet: Sheet = { src, width: size, height: size, columns, rows }
  return pictures.map(({ name, caption, file, sha256 }, index) => ({
    name,
    caption,
    src: publishedPicture(file, sha256).address,
    group: 'Rendered scenes',
    thumbnail: { sheet, index },
  }))
}

const files = import.meta.glob<string>('/content/*/*.{png,jpg,jpeg,webp,avif,gif}', {
  query: '?url',
  import: 'default',
})

/** What every figure on a picture offers: the article's own pictures, and our rendered scenes. */
export const pictureChoices = async (article: string): Promise<Choice[]> => [
  ...(await articleChoices(article)),
  ...(await renderedChoices()),
]

/** The pictures in an article's folder, by their path below `content`. */
async function articleChoices(slug: string): Promise<Choice[]> {
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
