import { expect, it } from 'vitest'
import { vocabulary } from '../../src/engine/vocabulary.ts'
import { everyParameter } from '../../src/vocabulary/stimulus.ts'
import { SEARCHED } from '../../src/vocabulary/seededStimuli.ts'

it('is plain data that a page can hold', () => {
  expect(JSON.parse(JSON.stringify(vocabulary))).toEqual(vocabulary)
})

it('knows every family that a search goes through', () => {
  for (const name of SEARCHED) {
    const family = vocabulary.stimuli[name]
    expect(family.name).toBe(name)
    expect(Object.keys(everyParameter(family))).toEqual(expect.arrayContaining(['x', 'y', 'contrast', 'hue']))
  }
})
