import { expect, it } from 'vitest'
import { readAll } from '../../../src/widgets/live/urlState.ts'
import { withState } from '../../../src/widgets/live/writeState.ts'

it('an address holds what differs from the author’s own, readably, and keeps other figures’ entries', () => {
  const address = 'https://example.org/a/b/?anatomy.angle=20&curves.x=3#top'
  expect(withState(address, 'fig-anatomy', { unit: 'conv1/3@16,16', angle: undefined })).toBe(
    'https://example.org/a/b/?curves.x=3&anatomy.unit=conv1/3@16,16#fig-anatomy',
  )
  expect(withState(address, 'fig-anatomy', {})).toBe('https://example.org/a/b/?curves.x=3#fig-anatomy')
  expect(readAll('fig-anatomy', '?anatomy.angle=20&curves.unit=a')).toEqual(new Map([['angle', '20']]))
})
