import { expect, it } from 'vitest'
import { Paper } from '../../../src/widgets/imageInput/paper.svelte.ts'
import type { ChosenImage } from '../../../src/widgets/imageInput/chosenImage.ts'
import { UnreadableImage } from '../../../src/widgets/imageInput/readImage.ts'

/** A canvas of one pixel, whose grey is that of the last picture drawn on it. */
function fakeCanvas() {
  let grey = 0
  const canvas = { width: 1, height: 1 }
  const context = {
    canvas,
    drawImage: (picture: { grey: number }) => (grey = picture.grey),
    getImageData: () => ({ data: new Uint8ClampedArray([grey, grey, grey, 255]), grey }),
    putImageData: (image: { grey: number }) => (grey = image.grey),
    fillRect: () => (grey = 255),
    beginPath() {},
    moveTo() {},
    lineTo() {},
    stroke: () => (grey = 51),
  }
  return Object.assign(canvas, { getContext: () => context }) as unknown as HTMLCanvasElement
}

const picture = (grey: number) => ({ grey }) as unknown as CanvasImageSource

function opened() {
  const told: ChosenImage[] = []
  const canvas = fakeCanvas()
  const first = Object.assign(picture(0), { decode: async () => {} }) as unknown as HTMLImageElement
  const paper = new Paper(
    { name: 'orange-1', caption: 'An orange' },
    { size: 1, canvas: () => canvas, first: () => first, onchange: (image) => told.push(image) },
  )
  return { paper, told }
}
const brush = { colour: '#333', width: 4 }

it('gives the picture that is shown, the same until it changes, and asks for nothing to load', async () => {
  const { paper, told } = opened()
  const load = () => expect.fail('nothing is to be loaded')
  const shown = await paper.named('orange-1', load)
  expect([...shown.values, shown.name, shown.caption]).toEqual([0, 0, 0, 'orange-1', 'An orange'])
  expect(await paper.named('orange-1', load)).toBe(shown)
  expect(told).toEqual([])
})

it('waits for a picture on its way, which is loaded once', async () => {
  const { paper } = opened()
  let loads = 0
  const load = () =>
    void paper.put(
      async () => {
        loads++
        return picture(255)
      },
      { name: 'bus-2', caption: 'A bus' },
    )
  const [one, other] = await Promise.all([paper.named('bus-2', load), paper.named('bus-2', load)])
  expect([loads, one.values[0], one.name]).toEqual([1, 1, 'bus-2'])
  expect(other).toBe(one)
})

it('says of a picture that cannot be loaded that it cannot, keeps the one shown, and tries again', async () => {
  const { paper } = opened()
  const load = (source: () => Promise<CanvasImageSource>) => () =>
    void paper.put(source, { name: 'bus-2', caption: 'A bus' })
  const failing = load(() => Promise.reject(new UnreadableImage('“A bus” could not be loaded')))
  await expect(paper.named('bus-2', failing)).rejects.toThrow('the picture bus-2 could not be loaded')
  expect([paper.shown.name, paper.problem]).toEqual([
    'orange-1',
    '“A bus” could not be loaded. The picture is as it was.',
  ])
  expect(
    (
      await paper.named(
        'bus-2',
        load(async () => picture(255)),
      )
    ).values[0],
  ).toBe(1)
})

it('a drawing has no name, tells each stroke, and is taken back', async () => {
  const { paper, told } = opened()
  await paper.press()
  paper.stroke(brush, [0, 0])
  paper.lift()
  expect(told.map(({ name, passing }) => [name, passing])).toEqual([
    ['', true],
    ['', false],
  ])
  const drawn = await paper.named('', () => expect.fail('nothing is to be loaded'))
  expect(drawn).toBe(told.at(-1))
  expect(drawn.values[0]).toBeCloseTo(0.2)
  await paper.undo()
  expect((await paper.chosen()).values[0]).toBe(0)
})

it('what is drawn while a picture loads is not painted over', async () => {
  const { paper } = opened()
  await paper.begin()
  let arrive: (source: CanvasImageSource) => void = () => {}
  const put = paper.put(() => new Promise((resolve) => (arrive = resolve)), { name: 'bus-2', caption: 'A bus' })
  await paper.press()
  paper.stroke(brush, [0, 0])
  arrive(picture(255))
  await put
  expect(paper.shown.name).toBe('')
  expect((await paper.chosen()).values[0]).toBeCloseTo(0.2)
})
