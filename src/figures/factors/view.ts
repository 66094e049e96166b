/** What the figure says in words and numbers, from the artifact as from the worker. */
import type { FactorCount } from '../../circuits/parts/countFactors.ts'
import type { FactorsData } from '../../artifacts/factors/artifact.ts'
import type { DataTable } from '../../vocabulary/dataTable.ts'
import { formatPercent } from '../../widgets/number.ts'

export interface View {
  /** The layer of the unit, and that whose units the channels are. */
  layer: string
  below: string
  /** Cells of the kernel. */
  height: number
  width: number
  found: FactorCount
  /** Each mix in full, where it was found in the page. */
  mixes?: readonly Float32Array[]
}

export const viewOf = ({ below, height, width, counts }: FactorsData, layer: string, factors: number): View => {
  const found = counts[factors - 1]
  if (!found) throw new Error(`no ${factors} factors of a unit of ${layer}: there are ${counts.length}`)
  return { layer, below, height, width, found }
}

const WORDS = ['No', 'One', 'Two', 'Three', 'Four']

/** Mixes that are nearer to each other than this from seed to seed are the same. */
const SAME = 0.95

/** `Two factors explain 47 % of the squared weights.` */
export const shareText = ({ factors, share }: FactorCount): string =>
  `${WORDS[factors.length]} ${factors.length === 1 ? 'factor explains' : 'factors explain'} ${formatPercent(share)} of its squared weights.`

/** What the maps say of each other, and how far to trust the mixes. */
export function doubtText({ cosine, stability }: FactorCount): string {
  const parts: string[] = []
  if (cosine !== null) {
    const how =
      cosine < -0.7
        ? 'are opposed'
        : cosine < -0.2
          ? 'are partly opposed'
          : cosine > 0.7
            ? 'are alike'
            : 'have little to do with each other'
    parts.push(`The first two maps ${how} (cosine ${cosine.toFixed(2).replace('-', '−')}).`)
  }
  if (stability !== null)
    parts.push(
      stability > SAME
        ? `Other seeds find the same mixes (cosine ${stability.toFixed(2)}).`
        : `Other seeds find other mixes (cosine ${stability.toFixed(2)}): read them with care.`,
    )
  return parts.join(' ')
}

export const sayFactors = ({ layer, found }: View, { unit }: { unit: number }): string =>
  `${layer}/${unit}: ${shareText(found)} ${doubtText(found)}`.trimEnd()

const place = (cell: number, width: number) => `row ${Math.floor(cell / width) + 1}, column ${(cell % width) + 1}`

export function factorsTable({ found, below, width }: View): DataTable {
  return {
    columns: ['factor', 'of', 'where', 'value'],
    rows: found.factors.flatMap(({ share, map, top }, i) => [
      [i + 1, 'share', '', share],
      ...map.map((value, cell) => [i + 1, 'map', place(cell, width), value]),
      ...top.map(({ channel, weight }) => [i + 1, 'mix', `${below}/${channel}`, weight]),
    ]),
  }
}

/** For who cannot see a map: its strongest cells. */
export function mapText(map: readonly number[], width: number): string {
  const [most, least] = [Math.max(...map), Math.min(...map)]
  const parts: string[] = []
  if (most > 0) parts.push(`excites most at ${place(map.indexOf(most), width)}`)
  if (least < 0) parts.push(`inhibits most at ${place(map.indexOf(least), width)}`)
  return parts.join(', ') || 'zero everywhere'
}
