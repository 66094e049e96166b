/**
 * A figure that a reader changes: its state, in the address and in its controls, and the answers computed of it.
 * Made while a widget is set up; nothing is loaded or computed before a reader's first change.
 */
import { onMount } from 'svelte'
import type { Common, FigureKind, Shown } from '../../vocabulary/figureKind.ts'
import type { Network } from '../../vocabulary/network.ts'
import type { NamedFamily } from '../../vocabulary/unitFamily.ts'
import type { Prop, Props, State, Surroundings, Values } from '../../vocabulary/props/prop.ts'
import {
  groundOf,
  readerProps,
  resolveState,
  tableAt,
  textsOf,
  valueOf,
  type Refusal,
} from '../../vocabulary/props/readState.ts'
import type { Vocabulary } from '../../vocabulary/vocabulary.ts'
import type { Choice } from '../imageInput/chosenImage.ts'
import { choicePixels } from '../imageInput/choicePixels.ts'
import { Answer, type Question } from './answer.svelte.ts'
import { offerData } from './figureData.ts'
import { FigureStatus } from './figureStatus.svelte.ts'
import { absolute, type Addresses } from './addresses.ts'
import { after, beginning, redone, undone, type History } from './history.ts'
import { createTools, type Compute, type Tools } from './tools.ts'
import { followState, readAll } from './urlState.ts'
import { writeState } from './writeState.ts'

/** What a widget is given: what the author wrote, and what was made ahead of time. */
export interface Given<P extends Props, M> {
  /** The figure's, as in `fig-kernel`. */
  id: string
  /** Its kind's folder. */
  kind: string
  values: Values<P> & Common
  made: M
  /** What was made for other figures and is shown here, too, by the names of `shows`. */
  also: Readonly<Record<string, Shown | undefined>>
  network: Network
  vocabulary: Vocabulary
  addresses: Addresses
  /** Families of units that a reader can choose from, as its `frame.ts` found them. */
  families?: readonly NamedFamily[]
}

/** What the widget of a declared kind is given. */
export type GivenOf<K> = K extends FigureKind<infer P, infer M, infer _> ? Given<P, M> : never

/** The figure of a declared kind. */
export type FigureOf<K> = K extends FigureKind<infer P, infer M, infer V> ? LiveFigure<P, M, V> : never

/** Milliseconds after which what is older than the controls is marked as such; what comes sooner is not. */
const PATIENCE = 60

export class LiveFigure<P extends Props, M, V> {
  readonly id: string
  readonly kind: FigureKind<P, M, V>
  readonly at: Surroundings
  /** What the author wrote, and what stands where nothing is written. */
  readonly values: Values<P> & Common
  readonly initial: State<P>
  readonly status: FigureStatus
  history: History<State<P>> = $state.raw() as History<State<P>>
  /** Texts that were typed, or that the address holds, and are not allowed, by the prop's name. */
  refused: Readonly<Record<string, Refusal>> = $state.raw({})
  /** Whether the widget listens. */
  ready = $state(false)
  /** Whether something shown is older than the controls, for so long that a reader should know. */
  older = $state(false)
  /** A picture that a reader can choose, by its name: RGB in [0, 1], row by row. */
  readonly pixels: (name: string) => Promise<Float32Array>
  readonly #given: Given<P, M>
  readonly #answers: Answer<State<P>, unknown, Compute>[] = []
  #main: Answer<State<P>, V, Compute> | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #applied: (state: State<P>, before: State<P>) => void = () => {}

  /** @param choices pictures that a reader can choose from */
  constructor(kind: FigureKind<P, M, V>, given: Given<P, M>, choices?: readonly Choice[]) {
    const { id, values, network, vocabulary, families } = given
    this.id = id
    this.kind = kind
    this.#given = given
    this.pixels = choicePixels(choices ?? [], network.size)
    this.at = { network, vocabulary, families, ...(choices && { pictures: choices.map(({ name }) => name) }) }
    this.values = values
    const names = Object.keys(readerProps(tableAt(kind, values, this.at)))
    this.initial = Object.fromEntries(names.map((name) => [name, values[name]])) as State<P>
    this.history = beginning(this.initial)
    this.status = new FigureStatus(kind.keeps ?? 'picture')
    onMount(() => this.#begin())
  }

  /** What the reader has chosen; what is shown may be older. */
  get state(): State<P> {
    return this.history.present
  }

  get changed(): boolean {
    return (
      this.history.present !== this.initial &&
      Object.values(this.#textRecord(this.state)).some((text) => text !== undefined)
    )
  }

  /** Address of the network's layer table. */
  get model(): string {
    return this.addressOf(this.at.network.id)
  }

  /** Address of the layer table of a network that the author named. */
  addressOf(network: string): string {
    return absolute(this.#given.addresses.networks[network]!)
  }

  /** Address of the list of the rendered scenes. */
  get scenes(): string {
    return absolute(this.#given.addresses.scenes)
  }

  /** For the widget's outermost element: what tests, styles and assistive technology read. */
  get marks() {
    const main = this.#main
    return {
      'data-ready': this.ready,
      'data-shows': JSON.stringify(main ? main.of : this.state),
      'data-done': main?.done ?? 1,
      'data-older': this.older || undefined,
      /** Something was computed here. */
      'data-computed': this.#answers.some(({ shown }) => shown > 0) || undefined,
      'aria-busy': this.older,
    }
  }

  /** The prop of that name, at the present state. */
  propNamed(name: string): Prop<unknown> {
    const found = this.#table(this.state)[name]
    if (found) return found
    throw new Error(`no prop of the figure: ${name}`)
  }

  /** Values that a prop may depend on. */
  get before(): Readonly<Record<string, unknown>> {
    return { ...this.values, ...this.state }
  }

  /** An answer beside the main one. */
  answer<W, C extends Compute>(question: Question<State<P>, W, C>): Answer<State<P>, W, C> {
    const answer = new Answer<State<P>, W, C>(question, this.initial, {
      tools: (kind, signal) => this.#tools<C>(kind, signal),
      wanting: () => this.#watch(),
      showed: (shown) => this.#showed(shown),
      failed: (error) => this.#failed(error),
    })
    this.#answers.push(answer as unknown as Answer<State<P>, unknown, Compute>)
    return answer
  }

  /** The answer that the figure's words, its table and its address speak of. */
  mainAnswer<C extends Compute>(
    question: Omit<Question<State<P>, V, C>, 'first'> & { first?: V },
  ): Answer<State<P>, V, C> {
    const { made, values } = this.#given
    const answer = this.answer<V, C>({ ...question, first: question.first ?? this.kind.view(made, values, this.at) })
    this.#main = answer as unknown as Answer<State<P>, V, Compute>
    return answer
  }

  /** Called after each change of the state, from a control, the address or a step back. */
  onchange(applied: (state: State<P>, before: State<P>) => void): void {
    this.#applied = applied
  }

  /** @param step what is one step to undo with the step before, where they are named alike */
  change(next: Partial<State<P>>, step = ''): void {
    const asked = { ...this.state, ...next }
    const names = Object.keys(next)
    const settled = this.kind.settle?.(asked, this.at, names, this.state) ?? asked
    this.refused = Object.fromEntries(Object.entries(this.refused).filter(([name]) => !names.includes(name)))
    this.#apply(after(this.history, settled, step))
  }

  /** What was typed: a value where it is allowed, else marked, and the figure stays as it is. */
  enter(name: string, text: string, step = name): boolean {
    const prop = this.propNamed(name)
    const value = valueOf(prop, text, this.at, this.before)
    if (value === undefined) {
      const refusal = { name, text, allowed: prop.allowed(name, this.at, this.before, text) }
      this.refused = { ...this.refused, [name]: refusal }
      return false
    }
    this.change({ [name]: value } as Partial<State<P>>, step)
    return true
  }

  reset(): void {
    this.refused = {}
    this.#apply(after(this.history, this.initial))
  }

  undo(): void {
    this.#apply(undone(this.history))
  }

  redo(): void {
    this.#apply(redone(this.history))
  }

  /** Goes to a state of the history: an undo, a redo, or a change. */
  #apply(next: History<State<P>>): void {
    const before = this.state
    this.history = next
    writeState(this.id, this.#textRecord(this.state))
    this.#applied(this.state, before)
    this.#ask(false)
  }

  /** Computes anew what depends on something beside the state: a picture that was drawn. */
  again(): void {
    this.#ask(true)
  }

  #ask(again: boolean): void {
    for (const answer of this.#answers) if (!answer.waits) answer.ask(this.state, again)
  }

  #tools<C extends Compute>(kind: string | undefined, signal: AbortSignal): Tools<C> {
    if (this.#answers.every(({ shown }) => shown === 0)) this.status.loading()
    return createTools<C>({
      kind: kind ?? this.#given.kind,
      model: this.model,
      signal,
      onProgress: this.status.progress,
    })
  }

  #watch(): void {
    // What waits for a button says itself how far it is.
    const wanting = this.#answers.some(({ stale, waits }) => stale && !waits)
    if (!wanting) {
      clearTimeout(this.#timer)
      this.#timer = undefined
      this.older = false
    } else this.#timer ??= setTimeout(() => (this.older = true), PATIENCE)
  }

  /** What one answer is based on stays in sight while another comes. */
  #showed(answer: object): void {
    this.#watch()
    this.status.done(this.#answers.find((each) => each.says !== '')?.says)
    // The words are of the main answer; another says its own, where it has any.
    if (Object.is(answer, this.#main)) this.speak()
  }

  /** The fields go back to what is shown; the next change tries again. */
  #failed(error: unknown): void {
    const shown = this.#main?.of
    if (shown) {
      this.history = { ...this.history, present: shown }
      writeState(this.id, this.#textRecord(shown))
    }
    this.#watch()
    this.status.fail(error)
  }

  /** Puts what is shown in words, for who cannot see it. */
  speak(words?: () => string): void {
    const main = this.#main
    const { words: own } = this.kind
    if (words) this.status.speak(words)
    else if (main && own) this.status.speak(() => own(main.view, main.of, this.at))
  }

  #table = (state: State<P>): Props => tableAt(this.kind, { ...this.values, ...state }, this.at)
  #textRecord = (state: State<P>) =>
    textsOf(this.#table(state), state, groundOf(this.kind, state, this.initial, this.at))

  #begin(): () => void {
    this.ready = true
    const read = (search: string) => {
      const asked = readAll(this.id, search)
      const { state: all, refused } = resolveState(this.kind, asked, { ...this.values, ...this.initial }, this.at)
      // An empty text is what the address has of a picture of the reader's own: nobody typed it.
      this.refused = Object.fromEntries(refused.filter(({ text }) => text).map((each) => [each.name, each]))
      const own = Object.keys(readerProps(tableAt(this.kind, all, this.at)))
      const state = Object.fromEntries(own.map((name) => [name, all[name]])) as State<P>
      const settled = this.kind.settle?.(state, this.at, [...asked.keys()], this.initial) ?? state
      if (JSON.stringify(settled) !== JSON.stringify(this.state)) this.#apply(after(this.history, settled))
    }
    const stops = [followState(this.id, read)]
    const { table } = this.kind
    if (table)
      stops.push(
        offerData(this.id, () => {
          const main = this.#main
          return main ? table(main.view, main.of, this.at) : undefined
        }),
      )
    return () => stops.forEach((stop) => stop())
  }
}
