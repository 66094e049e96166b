import { vocabulary } from '../../engine/vocabulary.ts'

/** What there is of stimuli, attribution methods and symmetries: a figure that comes alive asks for it. */
export const GET = () => Response.json(vocabulary)
