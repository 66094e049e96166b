import { z } from 'zod'

const person = z.strictObject({
  /** As it is to be cited, given name first: `Ada Lovelace`. */
  name: z.string().min(1),
  /** Name of the institution, or a list of them. */
  affiliation: z.union([z.string(), z.array(z.string()).min(1)]).optional(),
  /** `0000-0002-1825-0097`, without the address before it. */
  orcid: z
    .string()
    .regex(/^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$/, 'not an ORCID iD; write it as in 0000-0002-1825-0097')
    .optional(),
  /** Home page. */
  url: z.url('not an address; it starts with https://').optional(),
})

const date = z.union([z.date(), z.iso.date().transform((text) => new Date(text))], {
  error: 'not a date; write it as in 2026-11-22',
})

/** Front matter of `content/<slug>/index.mdx`. Unknown fields are errors. */
export const frontMatterSchema = z.strictObject({
  /** Title, without a full stop. */
  title: z.string().min(1),
  /** One or two sentences: below the title, in lists, feeds and search results. */
  description: z.string().min(1),
  /** In the order they are cited. */
  authors: z.array(person).min(1),
  /** Day of publication. */
  published: date,
  /** Day of the last change that a reader should know of. */
  updated: date.optional(),
  /** `10.23915/distill.00024.001`, without https://doi.org/ before it. */
  doi: z
    .string()
    .regex(/^10\.\d{4,9}\/\S+$/, 'not a DOI; write it as in 10.23915/distill.00024.001')
    .optional(),
  /** Words the index page can be filtered by. */
  tags: z.array(z.string().min(1)).default([]),
  /** Slug of the article to read before this one. */
  previous: z.string().optional(),
  /** Slug of the article to read after this one. */
  next: z.string().optional(),
  /** Reuse licence, where it differs from the site's (src/site.ts). */
  licence: z.strictObject({ name: z.string(), url: z.url() }).optional(),
  /** Drafts are shown by `npm run dev` and left out of the build. */
  draft: z.boolean().default(false),
  /** What was changed after publication, newest first. */
  updates: z.array(z.strictObject({ date, text: z.string().min(1) })).default([]),
})

export type FrontMatter = z.infer<typeof frontMatterSchema>
