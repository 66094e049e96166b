import { describe, expect, it } from 'vitest'
import { datasetNamed } from '../../../src/artifacts/datasets.ts'
import declaration from '../../../src/figures/examples/declaration.ts'
import { requestsWritten, withModel } from '../../../src/figures/figureRequests.ts'
import { resolveState } from '../../../src/vocabulary/props/readState.ts'
import { resolveProps } from '../../../src/vocabulary/props/resolveProps.ts'
import { SEARCHED } from '../../../src/vocabulary/seededStimuli.ts'
import { surroundings } from '../surroundings.ts'

const at = surroundings()
const ask = (written: Record<string, unknown>) =>
  requestsWritten('Examples', declaration, { id: 'fig-a', ...written }, at)

describe('the requests of <Examples>', () => {
  it('are of each unit on its own, so that figures share them, and of their pictures', () => {
    const families = [...SEARCHED]
    expect(ask({ units: 'conv4/39, conv5/3', seed: 2 })).toEqual({
      units: { kind: 'sheet', model: 'lumen', units: ['conv4/39', 'conv5/3'], seed: 0 },
      'conv4/39': { kind: 'examples', model: 'lumen', unit: 'conv4/39', families, seed: 2 },
      'conv5/3': { kind: 'examples', model: 'lumen', unit: 'conv5/3', families, seed: 2 },
    })
  })

  it('name the families that an author wants', () => {
    expect(ask({ units: 'conv4/39', families: 'curve line' })['conv4/39']).toMatchObject({
      families: ['curve', 'line'],
    })
  })

  it('ask for the images of a set by its name', () => {
    expect(ask({ units: 'conv4/39', dataset: 'flowers' })['conv4/39']).toEqual({
      kind: 'datasetExamples',
      model: 'lumen',
      unit: 'conv4/39',
      dataset: 'flowers',
    })
  })

  it.each([
    [{}, /^invalid units of <Examples>: nothing \(write up to 8 units of .*, each once, separated by spaces, as in/],
    [{ units: 'conv4/64' }, /^invalid units of <Examples>: "conv4\/64" \(write up to 8 units of .*conv4\/0…63/],
    [{ units: 'conv4/1 conv4/1' }, /^invalid units of <Examples>: "conv4\/1 conv4\/1" .*each once/],
    [{ units: Array.from({ length: 9 }, (_, i) => `conv4/${i}`).join(' ') }, /^invalid units of <Examples>/],
    [{ units: 'conv4/1', seed: -1 }, /^invalid seed of <Examples>: -1 \(write a whole number from 0/],
    [{ units: 'conv4/1', families: 'curve dog' }, /^invalid families of <Examples>: "curve dog" \(write families of/],
    [{ units: 'conv4/1', families: 'curve curve' }, /^invalid families of <Examples>/],
    [
      { units: 'conv4/1', unit: 'conv4/2' },
      'unit of <Examples> that is none of its units: conv4/2 (write one of conv4/1)',
    ],
    [
      { units: 'conv4/39', dataset: 'flowers', seed: 1 },
      'seed of <Examples> with dataset="flowers" (images are not drawn; leave the seed away)',
    ],
    [
      { units: 'conv4/39', dataset: 'flowers', families: 'curve' },
      'families of <Examples> with dataset="flowers" (images are not drawn; leave the families away)',
    ],
    [{ units: 'conv4/1', depth: 2 }, /^unknown prop of <Examples>: depth \(allowed: id, layout, /],
  ])('of %o say what was allowed', (written, message) => {
    expect(() => ask(written)).toThrow(message)
  })

  it('of images without a licence are refused, and where to set it said', () => {
    const flowers = { title: 'Flowers', license: 'CC0', attribution: 'A gardener' }
    expect(datasetNamed({ flowers }, 'flowers')).toBe(flowers)
    expect(() => datasetNamed({ flowers }, 'birds')).toThrow(
      'no licence of the images of birds (set license and attribution in content/datasets.json; it has flowers)',
    )
  })
})

describe('the state of <Examples>', () => {
  const kind = withModel(declaration)
  const stateOf = (written: Record<string, unknown>, asked: [string, string][]) => {
    const values = resolveProps({ element: 'Examples', ...kind }, { units: 'conv4/39', ...written }, at)
    const { state, refused } = resolveState(kind, new Map(asked), values, at)
    const { unit, seed, example } = state
    return { unit, seed, example, refused: refused.map(({ name }) => name) }
  }

  it('takes any unit of the network, and leaves what makes no sense as it was', () => {
    expect(
      stateOf({}, [
        ['unit', 'conv5/3'],
        ['seed', '7'],
        ['example', '19999'],
      ]),
    ).toEqual({ unit: 'conv5/3', seed: 7, example: 19999, refused: [] })
    expect(
      stateOf({}, [
        ['unit', ''],
        ['seed', '-7'],
        ['example', '20000'],
      ]),
    ).toEqual({ unit: 'conv4/39', seed: 0, example: -1, refused: ['seed', 'unit', 'example'] })
  })

  it('takes the author’s units alone where images were looked at ahead of time', () => {
    expect(stateOf({ dataset: 'flowers' }, [['unit', 'conv5/3']])).toMatchObject({
      unit: 'conv4/39',
      refused: ['unit'],
    })
  })

  it('goes back to the strongest example with another unit', () => {
    const state = { unit: 'conv5/3', seed: 0, example: 12 }
    expect(declaration.settle?.(state, at, ['unit'])).toEqual({ ...state, example: -1 })
    expect(declaration.settle?.(state, at, ['unit', 'example'])).toEqual(state)
    expect(declaration.settle?.(state, at, ['example'])).toEqual(state)
  })
})
