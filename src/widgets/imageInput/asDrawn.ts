/**
 * Each state of a picture while it is being drawn, until it stays as it is: the next is asked for once what the
 * network says of the one before is shown.
 */
export async function* asDrawn<T>(next: () => Promise<T>): AsyncGenerator<T, void, void> {
  let shown = await next()
  for (;;) {
    yield shown
    if (shown === undefined) return
    const picture = await next()
    if (picture === shown) return
    shown = picture
  }
}
