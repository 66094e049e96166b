/** The page's side of work in many steps. */
import type { Progress } from './messages.ts'
import { engine, type Engine } from './engine.ts'
import type { Frame, RunArguments, RunKind } from './runs.ts'

export interface FigureRun<K extends RunKind> {
  /**
   * Ends what runs, and runs anew.
   * @returns whether it came to its end; not where another start, a pause or a stop was first
   * @throws Error with the worker's message
   */
  start(given: RunArguments<K>): Promise<boolean>
  /** After the step in hand. */
  pause(): void
  /** @returns as `start` */
  resume(): Promise<boolean>
  stop(): void
}

let count = 0

/** @param onFrame called with each frame of the latest run, in order */
export function createRun<K extends RunKind>(
  { call }: Pick<Engine, 'call'>,
  kind: K,
  model: string,
  onFrame: (frame: Frame<K>) => void,
  onProgress?: (progress: Progress) => void,
): FigureRun<K> {
  let current: string | undefined
  /** Grows with each start, pause, resume and stop: a loop of an older turn ends. */
  let turn = 0

  async function loop(run: string, mine: number): Promise<boolean> {
    try {
      for (;;) {
        const { frame } = await call('next', model, { run })
        if (run !== current) return false
        if (frame === undefined) {
          current = undefined
          return true
        }
        onFrame(frame as Frame<K>)
        if (mine !== turn) return false
      }
    } catch (error) {
      if (run !== current) return false
      current = undefined
      throw error
    }
  }

  function stop() {
    turn++
    if (current) call('stop', model, { run: current }).catch(() => {})
    current = undefined
  }

  return {
    async start(given) {
      stop()
      const run = `${kind} ${++count}`
      current = run
      const mine = ++turn
      await call('start', model, { run, kind, given } as never, onProgress)
      return run === current && mine === turn ? loop(run, mine) : false
    },
    pause: () => void turn++,
    resume: () => (current ? loop(current, ++turn) : Promise.resolve(false)),
    stop,
  }
}

/** One figure's runs of one kind. */
export const figureRun = <K extends RunKind>(
  kind: K,
  model: string,
  onFrame: (frame: Frame<K>) => void,
  onProgress?: (progress: Progress) => void,
): FigureRun<K> => createRun(engine, kind, model, onFrame, onProgress)
