/** `<Attribution id="fig-why" image="orange-lemon" class="lemon" against="teapot-1" grid={2} />`: one artifact, and the pictures of the units it looks at. */
import { isUnit } from '../../artifacts/isUnit.ts'
import type { AttributionRequest } from '../../artifacts/attribution/artifact.ts'
import type { SheetRequest } from '../../artifacts/sheet/artifact.ts'
import type { Request } from '../../artifacts/request.ts'
import { extents } from '../../model/geometry.ts'
import { layerNamed, type LayerTable } from '../../vocabulary/layerTable.ts'
import { formatUnit } from '../../vocabulary/unit.ts'
import { parseUnit } from '../../model/unit.ts'
import { checkNames, numberProp, seedProp, textProp, type Props } from '../props.ts'

const KIND = 'Attribution'

/** One picture, two side by side, or four in a square. */
export const GRIDS = [1, 2, 4] as const

/** What a reader can change. */
export interface AttributionState {
  /** Name of a picture, or the unit whose picture it is, as in `logits/24`; empty for one that has none. */
  picture: string
  /** What stands in the other cells of a mosaic. */
  against: string
  grid: number
  /** Index of the class. */
  index: number
  /** Of Grad-CAM. */
  layer: string
  /** From 0, the picture alone, to 1, the maps alone. */
  opacity: number
  /** How many layers, from the top, are drawn anew. */
  random: number
}

export interface AttributionProps extends AttributionState {
  model: string
  seed: number
}

/** Layers that Grad-CAM can look at: those with positions, a preactivation being told with its layer. */
export function mapLayers(table: LayerTable): string[] {
  const sizes = extents(table)
  const names = new Set(table.layers.map(({ name }) => name))
  return table.layers
    .filter(({ name }) => {
      const { height, width } = sizes.get(name)!
      return height * width > 1 && !(name.endsWith('.pre') && names.has(name.slice(0, -4)))
    })
    .map(({ name }) => name)
}

/** @throws Error with the offending prop and what was allowed */
export function attributionProps(props: Props, tableOf: (model: string) => LayerTable): AttributionProps {
  checkNames(KIND, props, ['image', 'against', 'grid', 'class', 'layer', 'opacity', 'random', 'model', 'seed'])
  const model = textProp(KIND, props, 'model', 'lumen')
  const table = tableOf(model)
  const picture = pictureProp(props, 'image', undefined, table)
  const against = pictureProp(props, 'against', picture, table)
  const grid = numberProp(KIND, props, 'grid', 1, [1, 4])
  if (!GRIDS.some((each) => each === grid))
    throw new Error(`invalid grid of <${KIND}>: ${grid} (write grid={1}, grid={2} or grid={4})`)
  const layers = mapLayers(table)
  const layer = layerNamed(table, textProp(KIND, props, 'layer', layers.at(-1)!)).name
  if (!layers.includes(layer)) throw new Error(`invalid layer of <${KIND}>: ${layer} (allowed: ${layers.join(', ')})`)
  return {
    picture,
    against,
    grid,
    index: classIndex(props.class, picture, table),
    layer,
    opacity: numberProp(KIND, props, 'opacity', 0.7, [0, 1]),
    random: numberProp(KIND, props, 'random', 0, [0, table.layers.length]),
    model,
    seed: seedProp(KIND, props),
  }
}

function pictureProp(props: Props, name: string, fallback: string | undefined, table: LayerTable): string {
  const picture = textProp(KIND, props, name, fallback)
  return isUnit(picture) ? formatUnit(parseUnit(picture, table)) : picture
}

function classIndex(value: unknown, picture: string, table: LayerTable): number {
  if (value === undefined && isUnit(picture)) return parseUnit(picture, table).channel
  const index = typeof value === 'number' ? value : table.classes.indexOf(String(value))
  if (Number.isInteger(index) && index >= 0 && index < table.classes.length) return index
  throw new Error(
    `unknown class of <${KIND}>: ${JSON.stringify(value)} (write a name as in ${table.id}'s model.json, class="${table.classes[0]}", or a number from 0 to ${table.classes.length - 1})`,
  )
}

/** The pictures of a mosaic's cells, row by row. */
export const cellsOf = ({ picture, against, grid }: Pick<AttributionState, 'picture' | 'against' | 'grid'>): string[] =>
  Array.from({ length: grid }, (_, i) => (i === 0 ? picture : against))

/** The first frame. */
export const attributionOf = (props: AttributionProps): AttributionRequest => ({
  kind: 'attribution',
  model: props.model,
  cells: cellsOf(props),
  index: props.index,
  layer: props.layer,
  seed: props.seed,
})

/** Pictures of the units looked at; null where none is. */
export function unitPictures({ model, picture, against, seed }: AttributionProps): SheetRequest | null {
  const units = [...new Set([picture, against])].filter(isUnit)
  return units.length > 0 ? { kind: 'sheet', model, units, seed } : null
}

export function attributionRequests(written: Props, tableOf: (model: string) => LayerTable): Request[] {
  const props = attributionProps(written, tableOf)
  const units = unitPictures(props)
  return [attributionOf(props), ...(units ? [units] : [])]
}
