import { describe, expect, it } from 'vitest'
import { tenths } from '../../../src/attribution/tokens/perturbation.ts'
import { requestsWritten } from '../../../src/figures/figureRequests.ts'
import declaration from '../../../src/figures/perturbation/declaration.ts'
import type { AnyFigureKind } from '../../../src/vocabulary/figureKind.ts'
import { patchesOf } from '../../../src/vocabulary/props/patches.ts'
import { readAddress } from '../readAddress.ts'
import { surroundings } from '../surroundings.ts'

const at = surroundings({ model: 'mosaic', models: ['mosaic', 'lumen'] })
const kind = declaration as unknown as AnyFigureKind
const written = { id: 'fig-remove', model: 'mosaic', image: 'orange-lemon', class: 'orange' }
const asked = (props: Record<string, unknown>) => requestsWritten('Perturbation', kind, { ...written, ...props }, at)

describe('<Perturbation>', () => {
  it('asks for one artifact, which holds every filling', () => {
    const request = {
      kind: 'perturbation',
      model: 'mosaic',
      image: 'orange-lemon',
      index: at.network.classes.indexOf('orange'),
      tokenMethods: ['random', 'rollout', 'relevance', 'attentionRelevance'],
      mask: [],
      seed: 0,
    }
    expect(asked({})).toEqual({ perturbation: request })
    expect(asked({ filling: 'noise', removed: 10 })).toEqual({ perturbation: request })
    expect(asked({ mask: '27, 28 19', methods: 'relevance random' })).toEqual({
      perturbation: { ...request, mask: [27, 28, 19], tokenMethods: ['relevance', 'random'] },
    })
  })

  it.each([
    [{ filling: 'black' }, 'invalid filling of <Perturbation>: "black" (write one of mean, blur, noise, grey'],
    [{ class: 'trolleybus' }, 'invalid class of <Perturbation>: "trolleybus" (write a class of mosaic'],
    [{ removed: 11 }, 'invalid removed of <Perturbation>: 11 (write a whole number from 0 to 10'],
    [{ methods: 'rollout lrp' }, 'invalid methods of <Perturbation>: "rollout lrp" (write names of methods among'],
    [{ mask: '3 3' }, 'invalid mask of <Perturbation>: "3 3" (write numbers of patches, row by row from 0'],
    [{ mask: '3 65' }, 'invalid mask of <Perturbation>: "3 65"'],
    [{ mask: '3 x' }, 'invalid mask of <Perturbation>: "3 x"'],
  ])('refuses %j', (props, message) => {
    expect(() => asked(props)).toThrow(message)
  })

  it('refuses a network without attention', () => {
    const lumen = surroundings()
    expect(() => requestsWritten('Perturbation', kind, { ...written, model: 'lumen' }, lumen)).toThrow(
      'removes patches of transformers, and lumen has no attention',
    )
  })

  it('offers as many steps of removal as there are', () => {
    const { removed } = declaration.props
    expect(removed.range(at, {})).toEqual([0, tenths(64).length - 1])
  })
})

describe('its address', () => {
  const initial = { image: 'orange-lemon', index: 32, filling: 'mean', removed: 3, mask: '' }
  const from = (entries: Record<string, string>) => readAddress(declaration, initial, entries, at)

  it('holds what a reader painted, in its order', () => {
    const { state, refused } = from({ mask: '28 3 17', filling: 'blur' })
    expect(refused).toEqual([])
    expect(state).toEqual({ ...initial, mask: '28 3 17', filling: 'blur' })
    expect(patchesOf('28 3 17')).toEqual([28, 3, 17])
    expect(patchesOf('')).toEqual([])
  })

  it.each([
    ['mask', '1 1'],
    ['mask', '-1'],
    ['mask', '01'],
    ['filling', 'none'],
    ['removed', '2.5'],
    ['index', '40'],
  ])('asking for %s=%s changes nothing', (name, value) => {
    expect(from({ [name]: value })).toEqual({ state: initial, refused: [name] })
  })
})
