import { describe, expect, it } from 'vitest'
import { encodePaint } from '../../../src/figures/handBuilt/paint.ts'
import {
  describe as say,
  drawn,
  handBuiltTable,
  networksOf,
  tables,
  TEXT,
} from '../../../src/figures/handBuilt/view.ts'
import { recipeSteps, sketchOf } from '../../../src/vocabulary/curveRecipe.ts'

const recipe = { angle: 80, curvature: 0.1, shift: 0, width: 3, tolerance: 20, inhibition: 1, threshold: 0.1 }
const size = { side: 5, stride: 4 }
const view = { correlation: 0.914, heldOut: 0.9, angles: [0, 15], learned: [1, 2], built: [0, 3], silent: false }

describe('the kernel of a state', () => {
  it('is the recipe’s up to its step, or what was painted', () => {
    const bent = drawn({ ...recipe, step: 2, paint: '' }, size)
    expect(bent.sketch).toEqual(sketchOf(recipeSteps(recipe)[1], 5, 4))
    expect(bent.threshold).toBe(0)
    expect(drawn({ ...recipe, step: 4, paint: '' }, size).threshold).toBe(0.1)
    const painted = drawn({ ...recipe, step: 2, paint: encodePaint(Array<number>(200).fill(-1)) }, size)
    expect([...new Set(painted.sketch)]).toEqual([-1])
    expect(painted.threshold).toBe(0.1)
  })
})

describe('what is said', () => {
  it('is how far the two units agree, or that nothing excites the one that is built', () => {
    expect(say(view)).toBe('The hand-built unit’s responses to 288 curves correlate with the learned unit’s by 0.91.')
    expect(say({ ...view, silent: true })).toBe('Nothing excites the hand-built unit.')
    expect(handBuiltTable(view).rows).toEqual([
      [0, 1, 0],
      [15, 2, 3],
    ])
    expect(TEXT.curvature(0.125)).toBe('1/8.0 px')
  })

  it('compares the networks that there are, and keeps validation images to what was measured of all', () => {
    expect(networksOf('conv4/39', 0).map(([which]) => which)).toEqual(['ablated', 'transplanted'])
    const networks = networksOf('conv4/39', 7)
    expect(networks.at(-1)).toEqual(['familyTransplanted', '8 hand-built'])
    const top1 = { pictures: 10000, before: 0, after: 0, difference: 0, low: 0, high: 0, gained: 0, lost: 0 }
    const one = { data: 'photos', comparison: { top1, top5: top1 } }
    expect(tables(networks, 340, undefined, { ablated: one })).toHaveLength(1)
    const all = Object.fromEntries(networks.map(([which]) => [which, one]))
    expect(tables(networks, 340, undefined, all).map(({ caption }) => caption)).toEqual([
      'Right at the first guess, on 340 views of rendered scenes, against the learned network',
      'On 10,000 images: photos',
    ])
  })
})
