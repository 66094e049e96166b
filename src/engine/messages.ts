/** What page and worker say to each other. */

/** A function of a kind's `compute.ts`, and what it is to compute. */
export interface Asked {
  /** The folder, as in `kernel`. */
  kind: string
  /** The function there. */
  name: string
  /** Address of the network's `model.json`; its weights lie beside it. */
  model: string
  given: unknown
}

export type AskMessage =
  | ({ id: number; act: 'call' } & Asked)
  /** Begins work in many steps, under a name; nothing is computed before the first `next`. */
  | ({ id: number; act: 'start'; run: string } & Asked)
  /** One step more, and the end of a run, which frees what it holds. */
  | { id: number; act: 'next' | 'stop'; run: string }

/** Bytes of the weights so far, and in all. */
export interface Progress {
  loaded: number
  total: number
}

/** Why the worker cannot: something did not arrive, the browser lacks something, or the computation failed. */
export type Cause = 'missing' | 'browser' | 'computation'

export type ReplyMessage =
  { id: number; progress: Progress } | { id: number; result: unknown } | { id: number; error: string; cause: Cause }
