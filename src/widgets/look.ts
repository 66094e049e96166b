/** How units are told apart: by hue, by dash, and by their label. */

/** Okabe and Ito's colours for all kinds of colour vision, in the order of their contrast to each other. */
export const HUES = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9']
/** Dashes of a stroke; the first is unbroken. */
export const DASHES = ['', '7 3.5', '2 3', '10 3 2 3', '14 4', '5 3 1.5 3 1.5 3']

export const hue = (index: number): string => `color-mix(in oklab, ${HUES[index % HUES.length]} 72%, var(--ink))`
export const dash = (index: number): string => DASHES[index % DASHES.length]!
