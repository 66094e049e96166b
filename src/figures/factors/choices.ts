/** The most factors that a reader can ask for. */
export const MOST = 4
