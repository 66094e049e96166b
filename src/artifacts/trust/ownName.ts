import { MANIFEST_FILE } from '../manifest.ts'

/** What a file of an artifact is called: the id, and a hash of the contents. */
export const ARTIFACT_NAME = /^[0-9a-f]{16}-[0-9a-f]{12}\.(webp|json)$/

/** Whether a name in the folder of artifacts is one of ours, or hidden; anything else there would be published unseen. */
export const isOwnName = (name: string): boolean =>
  name === MANIFEST_FILE || ARTIFACT_NAME.test(name) || name.startsWith('.') || name.endsWith('.writing')
