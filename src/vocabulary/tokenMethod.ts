/** What a page says of a method that explains a transformer. */
export interface TokenMethodWords {
  title: string
  /** Its place among the others where all are shown. */
  order: number
  /** Whether its map is of a class; attention alone is the same for every class. */
  ofClass: boolean
  /** Whether its values have a sign: what speaks for the class, and what against it. */
  signed: boolean
  /** What a map says that is 0 everywhere; `{class}` stands for the one asked about. */
  empty: string
  /** What it takes for important, to be read after its title and a colon. */
  says: string
  /** Where it was published: authors, year and arXiv number; empty for what needs no source. */
  source: string
}
