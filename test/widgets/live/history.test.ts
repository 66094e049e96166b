import { describe, expect, it } from 'vitest'
import { after, beginning, redone, undone } from '../../../src/widgets/live/history.ts'

describe('what a reader did', () => {
  it('is undone and done again, one slider at a time', () => {
    let history = beginning('a')
    history = after(history, 'b', 'slider 1')
    history = after(history, 'c', 'slider 1')
    history = after(history, 'd', 'slider 2')
    expect(history.past).toEqual(['a', 'c'])
    history = undone(history)
    expect(history.present).toBe('c')
    history = undone(undone(history))
    expect(history.present).toBe('a')
    history = redone(redone(history))
    expect(history).toMatchObject({ present: 'd', future: [] })
    expect(after(undone(history), 'e').future).toEqual([])
  })

  it('does not join steps across an undo', () => {
    const history = undone(after(after(beginning('a'), 'b', 's'), 'c', 't'))
    expect(after(history, 'd', 's').past).toEqual(['a', 'b'])
  })
})
