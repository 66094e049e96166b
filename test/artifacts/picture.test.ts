import { expect, it } from 'vitest'
import { encode } from '../../src/artifacts/picture/encode.ts'
import type { Visualization } from '../../src/optvis/visualizeUnits.ts'

const request = { kind: 'picture', model: 'lumen', unit: 'conv4/17', seed: 0 } as const
const made: Visualization = {
  channel: 17,
  image: new Float32Array(2 * 3 * 3).fill(0.5),
  height: 2,
  width: 3,
  score: 12.345678,
  steps: 104,
  dead: false,
}

it('writes a picture and says how it came out', async () => {
  const { files, scores } = await encode(request, made, [])
  expect(files.picture.tiles).toEqual({ width: 3, height: 2, columns: 1, rows: 1 })
  expect(scores).toEqual([{ unit: 'conv4/17', score: 12.3457, steps: 104, dead: false }])
})

it.each([
  [{ score: NaN, steps: 12 }, 'picture of conv4/17: its score is NaN after step 12 (must be finite). Try another seed'],
  [{ score: Infinity, steps: 0 }, 'picture of conv4/17: its score is Infinity after step 0'],
  [
    { image: new Float32Array(18).fill(NaN) },
    'picture of conv4/17 holds the value NaN after step 104 (finite numbers only). Try another seed',
  ],
] as [Partial<Visualization>, string][])('refuses %o by unit and step', async (wrong, message) => {
  await expect(encode(request, { ...made, ...wrong }, [])).rejects.toThrow(message)
})
