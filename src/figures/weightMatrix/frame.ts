import { getEntry } from 'astro:content'
import { explorationSchema } from '../../artifacts/exploration.ts'
import { foundFamily, nameOf } from '../../artifacts/families.ts'
import { formatFamily, type NamedFamily } from '../../vocabulary/unitFamily.ts'
import type { FrameExtra } from '../frameOf.ts'

/** Members of the smallest family that shows an order. */
const LEAST = 4

/** Families of the network that move alike: those that show an order, and the author's own. */
export default (async ({ values: { symmetry, each, upper, lower }, at: { network } }) => {
  const exploration = explorationSchema.parse((await getEntry('explorations', network.id))?.data)
  const alike = exploration.families.filter((family) => family.symmetry === symmetry)
  const families = alike.map((family): NamedFamily => {
    const name = nameOf(family)
    return { name: formatFamily(name), ...foundFamily(exploration, String(symmetry), name, Number(each)) }
  })
  return {
    families: families.filter(({ name, members }) => members.length >= LEAST || name === upper || name === lower),
  }
}) satisfies FrameExtra
