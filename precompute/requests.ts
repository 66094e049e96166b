/** What the articles ask for: `(figures) → requests`, each with the places that want it. */
import { basename, dirname } from 'node:path'
import { z } from 'zod'
import { artifactNamed, needsOf, requestSchema, unitsNamed } from '../src/artifacts/kinds.ts'
import { requestKey, type Request } from '../src/artifacts/request.ts'
import { requestsWritten } from '../src/figures/figureRequests.ts'
import type { AnyFigureKind, Asking } from '../src/vocabulary/figureKind.ts'
import { AuthorError, type Place } from '../src/article/markdown/authorError.ts'
import type { LayerTable } from '../src/vocabulary/layerTable.ts'
import { parseUnit } from '../src/model/unit.ts'
import type { FigureElement } from './articles.ts'
import { EXIT, Failure } from './failure.ts'

export interface Wanted {
  request: Request
  /** Places such as `content/circles/index.mdx:41`, or `--unit`. */
  wantedBy: string[]
}

/** What each figure element declares, by its name. */
export type FigureKinds = Readonly<Record<string, { kind: AnyFigureKind }>>

export type TableOf = (model: string) => LayerTable

/**
 * The requests of figures, in order of appearance.
 * @throws AuthorError with the figure's place, where its props or the units in them are wrong
 */
export function requestsOfFigures(
  figures: readonly FigureElement[],
  kinds: FigureKinds,
  askingOf: (model: unknown, article: string) => Asking,
  tableOf: TableOf,
): Wanted[] {
  return figures.flatMap(({ name, props, place }) => {
    try {
      const kind = kinds[name]
      if (!kind) throw new Error(`unknown figure kind: ${name} (there are ${Object.keys(kinds).join(', ')})`)
      const asked = requestsWritten(name, kind.kind, props, askingOf(props.model, articleOf(place)))
      return Object.values(asked).map((request) => ({
        request: checked(request, tableOf),
        wantedBy: [placeName(place)],
      }))
    } catch (error) {
      if (error instanceof AuthorError) throw error
      throw new AuthorError(place, (error as Error).message, 'Change the props of the figure there.')
    }
  })
}

/** @throws Failure where a unit is unknown */
export function requestsOfUnits(
  units: readonly string[],
  { model, seed }: { model: string; seed: number },
  tableOf: TableOf,
): Wanted[] {
  return units.map((unit) => {
    try {
      const request = checked({ kind: 'picture', model, unit, seed }, tableOf)
      return { request, wantedBy: ['--unit'] }
    } catch (error) {
      throw new Failure(
        EXIT.input,
        (error as Error).message,
        `Write --unit layer/channel, as in --unit conv4/17, and --model for a network other than ${model}.`,
      )
    }
  })
}

/** Adds what the requests need, each before what is made of it, every request once. */
export function withNeeds(wanted: readonly Wanted[]): Wanted[] {
  const found = new Map<string, Wanted>()
  const add = ({ request, wantedBy }: Wanted) => {
    for (const need of needsOf(request)) add({ request: need, wantedBy })
    const key = requestKey(request)
    const known = found.get(key)
    if (known) known.wantedBy = [...new Set([...known.wantedBy, ...wantedBy])]
    else found.set(key, { request, wantedBy })
  }
  for (const each of wanted) add(each)
  return [...found.values()]
}

function checked(request: Request, tableOf: TableOf): Request {
  const parsed = requestSchema.safeParse(request)
  if (!parsed.success) throw new Error(`invalid request of a figure: ${z.prettifyError(parsed.error)}`)
  const table = tableOf(request.model)
  const { positions = false } = artifactNamed(request.kind)
  for (const unit of unitsNamed(request))
    if (parseUnit(unit, table).at && !positions)
      throw new Error(`picture of one position: ${unit} (a picture shows the centre unit; leave @ away)`)
  return parsed.data
}

/** The folder that the article is in. */
const articleOf = ({ path }: Place): string => basename(dirname(path))

const placeName = ({ path, line }: Place): string => (line === undefined ? path : `${path}:${line}`)
