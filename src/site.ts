/**
 * The one place where a site is made its owner's: name, language, colours, licence.
 * Change the values, keep the shape; everything else reads them from here.
 */
export interface Site {
  /** Name of the collection of articles: page titles, index page, feed, structured data. */
  name: string
  /** One sentence below the name on the index page, and the feed's description. */
  tagline: string
  /** BCP 47 language of the articles; `src/strings.ts` needs a table for it. */
  language: string
  /** Where the sources live; edit and "changes since publication" links use it. Empty: no such links. */
  repository: string
  /** Branch the repository's links point to. */
  branch: string
  /** Reuse licence of every article that names none of its own. */
  licence: { name: string; url: string }
  /** CSL style of the bibliography: apa, vancouver or harvard1. */
  citationStyle: 'apa' | 'vancouver' | 'harvard1'
  /** The network of figures that name none: a folder of `public/models`. Absent, the only one there is. */
  model?: string
  /** CSS colours by role, in both themes. Text on `paper` and `surface` must reach contrast 4.5. */
  colours: { light: Colours; dark: Colours }
}

/** Each role becomes a custom property: `paper` is `var(--paper)`. */
export interface Colours {
  /** Page background. */
  paper: string
  /** Background of cards, code and controls. */
  surface: string
  /** Body text. */
  ink: string
  /** Captions, notes, bylines. */
  muted: string
  /** Hairlines and borders. */
  rule: string
  /** Links and focus rings. */
  accent: string
  /** Positive weights and evidence. */
  excite: string
  /** Negative weights and evidence. */
  inhibit: string
}

export const site: Site = {
  name: 'Retort',
  tagline: 'Explorable articles about neural networks.',
  language: 'en',
  repository: '',
  branch: 'main',
  licence: { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' },
  citationStyle: 'apa',
  model: 'lumen',
  colours: {
    light: {
      paper: '#ffffff',
      surface: '#f6f7f8',
      ink: '#24292f',
      muted: '#5c6570',
      rule: '#dfe3e8',
      accent: '#0b5394',
      excite: '#b83a1b',
      inhibit: '#1f66b0',
    },
    dark: {
      paper: '#15181c',
      surface: '#1e2329',
      ink: '#dde2e8',
      muted: '#9da7b3',
      rule: '#343b44',
      accent: '#8ec1f5',
      excite: '#f08a63',
      inhibit: '#74b0ee',
    },
  },
}
