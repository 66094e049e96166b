/** Sets of remedies for what a bare ascent leads to. */

/** Each remedy as a choice. */
export interface Remedies {
  parameterization: 'fourier' | 'pixel'
  /** Colours that are uncorrelated in natural images. */
  decorrelate: boolean
  /** Keeps the contrast of the picture to what photographs have. */
  bound: boolean
  transforms: 'none' | 'shift' | 'all'
}

export interface NamedRemedies extends Remedies {
  name: string
  says: string
}

const NAIVE: Remedies = { parameterization: 'pixel', decorrelate: false, bound: false, transforms: 'none' }
const FREQUENCIES: Remedies = { ...NAIVE, parameterization: 'fourier' }
const COLOURS: Remedies = { ...FREQUENCIES, decorrelate: true }
const TRANSFORMS: Remedies = { ...COLOURS, transforms: 'all' }

/** What the recipe does, unless an author says otherwise. */
export const RECIPE: NamedRemedies = { name: 'recipe', says: '+ bounded contrast', ...TRANSFORMS, bound: true }

/** One remedy more each time, from naive ascent to the recipe. */
export const PRESETS: readonly NamedRemedies[] = [
  { name: 'naive', says: 'Ascent on pixels', ...NAIVE },
  { name: 'frequencies', says: '+ Fourier basis', ...FREQUENCIES },
  { name: 'colours', says: '+ decorrelated colour', ...COLOURS },
  { name: 'transforms', says: '+ shifts, turns, zooms', ...TRANSFORMS },
  RECIPE,
]

/** The preset that chooses the same. */
export const presetOf = <T extends Remedies>(presets: readonly T[], chosen: Remedies): T | undefined =>
  presets.find(
    ({ parameterization, decorrelate, bound, transforms }) =>
      chosen.parameterization === parameterization &&
      chosen.decorrelate === decorrelate &&
      chosen.bound === bound &&
      chosen.transforms === transforms,
  )
