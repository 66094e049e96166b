/** Milliseconds without a change after which a reader rests. */
const PAUSE = 150

/** What takes long is begun after this, if the reader asked for nothing else meanwhile: it then keeps no next answer waiting. */
export const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, PAUSE))
