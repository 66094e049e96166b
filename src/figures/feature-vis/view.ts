/** What the widget shows of a run, the same from the artifact as from the worker. */
export interface Reading {
  step: number
  score: number
}

/** A run's score, step by step. */
export interface Curve {
  name: string
  readings: readonly Reading[]
}

/** A layer whose units can be visualized. */
export interface LayerChoice {
  name: string
  channels: number
  /** The layer sees the image itself. */
  first: boolean
}
