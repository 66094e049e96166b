/** One line of `npm run bench:figures`: a control, and how to know that the picture shows what it asks for. */
export interface Row {
  name: string
  /** Page, query and figure, within the site: `gallery/?maps.layer=conv3#fig-maps`. */
  address: string
  /** Milliseconds from the input to the frame that shows its picture, at the 95th percentile. */
  budget: number
  /** How often the control is changed; 40 when absent. */
  turns?: number
  /** Runs in the page, once, before the first turn. Knows nothing outside itself. */
  prepare?: (figure: HTMLElement) => void
  /**
   * Runs in the page: changes the control for the i-th time, and returns whether the picture shows that
   * by now. Knows nothing outside itself. The first turns, which load the network, are not timed.
   */
  turn: (figure: HTMLElement, i: number) => () => boolean
  /** Runs in the page when the picture is there: of how many stimuli it is made, where that depends on the machine. */
  stimuli?: (figure: HTMLElement) => number
}

/** The budget of a control that needs one forward pass. */
export const ONE_PASS = 50
/** The budget of the first picture of what then refines. */
export const FIRST_PICTURE = 100
