import { z } from 'zod'
import { DOI, isWebAddress } from '../../address.ts'
import { NOT_XML } from '../../escape.ts'

/** Text for people: the feed, an XML document, cannot hold control characters. */
const text = () =>
  z.string().refine((value) => value.search(NOT_XML) < 0, 'holds a control character; remove it, or type the text anew')

const webAddress = z
  .string()
  .refine(isWebAddress, 'not an address; it starts with https:// or http://, and holds no name or password')

const person = z.strictObject({
  /** As it is to be cited, given name first: `Ada Lovelace`. */
  name: text().min(1),
  /** Name of the institution, or a list of them. */
  affiliation: z.union([text(), z.array(text()).min(1)]).optional(),
  /** `0000-0002-1825-0097`, without the address before it. */
  orcid: z
    .string()
    .regex(/^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$/, 'not an ORCID iD; write it as in 0000-0002-1825-0097')
    .optional(),
  /** Home page. */
  url: webAddress.optional(),
})

const date = z.union([z.date(), z.iso.date().transform((text) => new Date(text))], {
  error: 'not a date; write it as in 2026-11-22',
})

/** Front matter of `content/<slug>/index.mdx`. Unknown fields are errors. */
export const frontMatterSchema = z.strictObject({
  /** Title, without a full stop. */
  title: text().min(1),
  /** One or two sentences: below the title, in lists, feeds and search results. */
  description: text().min(1),
  /** In the order they are cited. */
  authors: z.array(person).min(1),
  /** Day of publication. */
  published: date,
  /** Day of the last change that a reader should know of. */
  updated: date.optional(),
  /** `10.23915/distill.00024.001`, without https://doi.org/ before it. */
  doi: z.string().regex(DOI, 'not a DOI; write it as in 10.23915/distill.00024.001').optional(),
  /** Words the index page can be filtered by. */
  tags: z.array(text().regex(/[\p{L}\p{N}]/u, 'no part of an address; a tag needs a letter or a digit')).default([]),
  /** Slug of the article to read before this one. */
  previous: z.string().optional(),
  /** Slug of the article to read after this one. */
  next: z.string().optional(),
  /** Reuse licence, where it differs from the site's (src/site.ts). */
  licence: z.strictObject({ name: text(), url: webAddress }).optional(),
  /** Drafts are shown by `npm run dev` and left out of the build. */
  draft: z.boolean().default(false),
  /** What was changed after publication, newest first. */
  updates: z.array(z.strictObject({ date, text: text().min(1) })).default([]),
})

export type FrontMatter = z.infer<typeof frontMatterSchema>
