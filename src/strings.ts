import { site } from './site.ts'

const en = {
  figure: 'Figure',
  equation: 'Equation',
  table: 'Table',
  claim: 'Claim',
  exercise: 'Exercise',
  exercises: 'Exercises',
  hint: 'Hint',
  solved: 'Solved',
  answerShown: 'Answer shown',
  solvedOf: '{solved} of {all} solved. What you answered is kept in this browser alone.',
  forgetAnswers: 'Forget my answers',
  section: 'Section',
  skip: 'Skip to content',
  contents: 'Contents',
  theme: 'Theme',
  themeSystem: 'System',
  themeLight: 'Light',
  themeDark: 'Dark',
  authors: 'Authors',
  affiliations: 'Affiliations',
  published: 'Published',
  updated: 'Updated',
  doi: 'DOI',
  noDoi: 'No DOI yet',
  note: 'Note',
  reference: 'reference',
  references: 'References',
  footnotes: 'Footnotes',
  citedAt: 'Cited at place',
  acknowledgements: 'Acknowledgements',
  contributions: 'Author contributions',
  appendix: 'Appendix',
  updates: 'Updates and corrections',
  reuse: 'Reuse',
  citation: 'Citation',
  previous: 'Previous',
  next: 'Next',
  tags: 'Tags',
  articles: 'Articles',
  home: 'Home',
  feed: 'Feed',
  draft: 'Draft',
  link: 'Link to',
  notFound: 'Page not found',
  goTo: 'Go to',
  viewChanges: 'View all changes to this article since it was published',
  mistake: 'If you see a mistake or want to suggest a change, please',
  createIssue: 'create an issue',
  licensed: 'Text and figures are licensed under',
  source: 'with the source available in its repository',
  reuseNote:
    'Figures reused from other sources do not fall under this licence; their captions name them.',
  citeAs: 'For attribution in academic contexts, please cite this work as',
  citeBibtex: 'BibTeX citation',
  allArticles: 'All articles',
  notFoundText: 'There is nothing at this address.',
  menu: 'link, embed, download, data',
  linkToState: 'Copy link to this state',
  copied: 'Copied',
  copy: 'Copy',
  embed: 'Embed',
  embedCode: 'Code to embed this figure',
  embedPage: 'This figure alone',
  download: 'Picture:',
  data: 'Data as CSV',
  howMade: 'How it was made',
  computed: 'Computed ahead of time, by the code that also runs in the page, from the network',
  notComputed: 'A picture that the author made; nothing in it is computed.',
  request: 'Shows',
  file: 'File',
  device: 'Made by',
  recipe: 'Recipe',
  weights: 'Weights',
  figureOf: 'from',
  pdf: 'PDF',
  search: 'Search',
  searchArticles: 'Search all articles',
  searchNone: 'Nothing found for',
  searchDev: 'Search is part of the built site. Run: npm run build && npm run preview',
  close: 'Close',
  present: 'Present',
  presentNext: 'Next',
  presentPrevious: 'Previous',
  presentLeave: 'Leave',
  presentation: 'Presentation',
}

/** Every word the shell itself says, by language. A translation is one more table of the same keys. */
const tables: Record<string, typeof en> = { en }

const table = tables[site.language.split('-')[0]!]
if (!table) {
  throw new Error(
    `unknown language in src/site.ts: ${site.language}; tables exist for ${Object.keys(tables).join(', ')}. ` +
      'Add a table to src/strings.ts.',
  )
}

export const strings = table

/** `22 November 2026` in the site's language; dates are calendar days, so in UTC. */
export const formatDate = (date: Date): string =>
  date.toLocaleDateString(site.language === 'en' ? 'en-GB' : site.language, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
