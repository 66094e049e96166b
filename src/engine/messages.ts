/** What page and worker say to each other. */
import type { Arguments, CallName, Result } from './calls.ts'

export interface CallMessage<N extends CallName = CallName> {
  id: number
  call: N
  /** Address of the network's `model.json`; its weights lie beside it. */
  model: string
  arguments: Arguments<N>
}

/** Bytes of the weights so far, and in all. */
export interface Progress {
  loaded: number
  total: number
}

export type ReplyMessage =
  { id: number; progress: Progress } | { id: number; result: Result<CallName> } | { id: number; error: string }
