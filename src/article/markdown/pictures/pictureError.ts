/** Why a picture cannot be published: the words that follow its name, and what mends it. */
export class PictureError extends Error {
  override name = 'PictureError'
  readonly remedy: string

  constructor(what: string, remedy: string) {
    super(what)
    this.remedy = remedy
  }
}
