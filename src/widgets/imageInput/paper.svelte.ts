/** The picture that a network sees, on a canvas, and every change to it; each can be taken back. */
import { contextOf } from '../canvas.ts'
import { createDrawing, type Brush, type Drawing } from './brush.ts'
import { rgbaOf } from '../rgbaOf.ts'
import { rgbOf, type ChosenImage } from './chosenImage.ts'
import { UnreadableImage } from './readImage.ts'

/** Column and row in pixels; centres lie at half numbers. */
export type Point = readonly [number, number]
type Named = Pick<ChosenImage, 'name' | 'caption'>

const DRAWN: Named = { name: '', caption: 'a drawing' }

interface Setting {
  /** Side of the picture in pixels. */
  size: number
  canvas: () => HTMLCanvasElement
  /** The picture of the static frame, which the canvas starts as. */
  first: () => HTMLImageElement
  onchange: (image: ChosenImage) => void
}

export class Paper {
  shown: Named = $state.raw({ name: '', caption: '' })
  /** How many changes can be taken back. */
  depth = $state(0)
  /** Why a picture could not be taken. */
  problem = $state('')
  /** The last change, for who cannot see it. */
  said = $state('')
  readonly #setting: Setting
  #drawing: Drawing | undefined
  /** The picture is a stimulus: however often that is changed, it is one step back. */
  #stimulated = false
  /** Grows with each change: a picture that was asked for before, and loads still, is dropped. */
  #latest = 0
  /** The name of the picture that is shown, or that loads. */
  #wanted: string
  #arrival = Promise.resolve()
  #chosen: ChosenImage | undefined

  constructor(shown: Named, setting: Setting) {
    this.shown = shown
    this.#wanted = shown.name
    this.#setting = setting
  }

  async begin(): Promise<Drawing> {
    if (this.#drawing) return this.#drawing
    const { first, size } = this.#setting
    await first().decode()
    if (this.#drawing) return this.#drawing
    const context = this.#context()
    context.drawImage(first(), 0, 0, size, size)
    return (this.#drawing = createDrawing(context))
  }

  /** What is shown; the same object until it changes. */
  async chosen(): Promise<ChosenImage> {
    await this.begin()
    return (this.#chosen ??= { values: this.#values(), ...this.shown, passing: false })
  }

  /**
   * The picture of that name, once it is the one shown; an empty name is the reader's own.
   * @param load where it is neither shown nor on its way
   * @throws UnreadableImage where it cannot be shown
   */
  async named(name: string, load: () => void): Promise<ChosenImage> {
    if (name && name !== this.#wanted) load()
    await this.#arrival
    if (name && name !== this.shown.name) throw new UnreadableImage(`the picture ${name} could not be loaded`)
    return this.chosen()
  }

  /** Puts a picture in place of the one there; of several being loaded the last asked for wins. */
  put(load: () => Promise<CanvasImageSource>, named: Named): Promise<void> {
    this.#wanted = named.name
    return (this.#arrival = this.#put(load, named))
  }

  async #put(load: () => Promise<CanvasImageSource>, { name, caption }: Named): Promise<void> {
    const mine = ++this.#latest
    const { size } = this.#setting
    try {
      const [drawing, image] = await Promise.all([this.begin(), load()])
      if (mine !== this.#latest) return
      drawing.remember()
      drawing.fill('#ffffff')
      this.#context().drawImage(image, 0, 0, size, size)
      this.#tell({ name, caption })
      this.said = caption
    } catch (error) {
      if (!(error instanceof UnreadableImage)) throw error
      if (mine === this.#latest) this.#wanted = this.shown.name
      this.problem = `${error.message}. The picture is as it was.`
    }
  }

  /** @param values RGB in [0, 1] */
  async stimulate(values: Float32Array, caption: string, passing: boolean): Promise<void> {
    const drawing = await this.begin()
    const { size } = this.#setting
    this.#latest++
    if (!this.#stimulated) drawing.remember()
    this.#context().putImageData(new ImageData(rgbaOf(values), size, size), 0, 0)
    this.#tell({ name: '', caption }, passing)
    this.#stimulated = true
    if (!passing) this.said = caption
  }

  /** Before the first of the strokes that are taken back together. */
  async press(): Promise<void> {
    const drawing = await this.begin()
    this.#latest++
    drawing.remember()
  }

  /** From point to point; a dot where there is one. Nothing before the picture is there. */
  stroke(brush: Brush, ...points: readonly Point[]): void {
    if (!this.#drawing) return
    if (points.length === 1) this.#drawing.stroke(brush, points[0]!, points[0]!)
    for (let i = 1; i < points.length; i++) this.#drawing.stroke(brush, points[i - 1]!, points[i]!)
    this.#tell(DRAWN, true)
  }

  /** After the last of them. */
  lift(): void {
    if (this.#drawing) this.#tell(DRAWN)
  }

  async undo(): Promise<void> {
    const drawing = await this.begin()
    if (!drawing.depth()) return
    drawing.undo()
    this.#tell(DRAWN)
    this.said = 'The last change is undone'
  }

  async clear(): Promise<void> {
    await this.press()
    this.#drawing?.fill('#ffffff')
    this.#tell({ name: '', caption: 'a white square' })
    this.said = 'The picture is white'
  }

  #context(): CanvasRenderingContext2D {
    return contextOf(this.#setting.canvas(), true)
  }

  #values(): Float32Array {
    const { size } = this.#setting
    return rgbOf(this.#context().getImageData(0, 0, size, size).data)
  }

  #tell(next: Named, passing = false): void {
    this.shown = next
    this.#wanted = next.name
    this.#stimulated = false
    this.depth = this.#drawing?.depth() ?? 0
    if (!passing) this.problem = ''
    this.#chosen = { values: this.#values(), ...next, passing }
    this.#setting.onchange(this.#chosen)
  }
}
