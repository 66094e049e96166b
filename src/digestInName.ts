/**
 * The first hexadecimal digits of a file's SHA-256 that its address states, in lower case; undefined where it
 * states none. Artifacts are called so (`…-0a25a0475d78.webp`), and what src/site/publish/publishedFiles.ts names.
 */
export const digestInName = (address: string): string | undefined =>
  /\/(?:artifacts|models|pictures)\/(?:[^?#]*[.-])?([0-9a-f]{12,64})\.\w+$/.exec(address)?.[1]
