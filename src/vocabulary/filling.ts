/** What stands where a patch of a picture is removed; `src/attribution/tokens/fillings.ts` makes it. */
export const FILLINGS = ['mean', 'blur', 'noise', 'grey'] as const
export type Filling = (typeof FILLINGS)[number]

/** As a control calls them. */
export const FILLING_WORDS: Readonly<Record<Filling, string>> = {
  mean: 'its mean colour',
  blur: 'its blur',
  noise: 'noise of its colours',
  grey: 'grey',
}
