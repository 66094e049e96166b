/** What a page says of an attribution method. */
export interface MethodWords {
  title: string
  /** Its place among the others where all are shown. */
  order: number
  /** `once`: one pass. `steps`: a map that is refined pass by pass. */
  refined: 'once' | 'steps'
  /** Its place where the quickest map comes first, as a sanity check that is watched computes them. */
  quickness: number
  /** Whether its values have a sign: what speaks for the class, and what against it. */
  signed: boolean
  /** What a map says that is 0 everywhere; `{class}` and `{layer}` stand for those asked about. */
  empty: string
}

/** What an empty map says. */
export const emptyWords = ({ empty }: MethodWords, names: { class: string; layer: string }): string =>
  empty.replace(/\{(class|layer)\}/g, (_, name: keyof typeof names) => names[name])

/** Names of methods in the order shown. */
export const inOrder = (methods: Readonly<Record<string, MethodWords>>): string[] =>
  Object.keys(methods).sort((a, b) => methods[a].order - methods[b].order)

/** Names of methods, the quickest first. */
export const quickestFirst = (methods: Readonly<Record<string, MethodWords>>): string[] =>
  Object.keys(methods).sort((a, b) => methods[a].quickness - methods[b].quickness)
