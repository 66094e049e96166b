import { describe, expect, it } from 'vitest'
import { exportedPath, readExported } from '../../precompute/readExported.ts'
import type { ClaimData } from '../../src/artifacts/claim/artifact.ts'
import { encode as encodeFiles } from '../../src/artifacts/claim/encode.ts'

const request = { kind: 'claim', model: 'lumen', article: 'circles', id: 'turn' } as const

it('an article without claims, and a claim that is not there, are named', () => {
  const missing = 'no claims: <Claim id="claim-turn"> needs content/none/claims.ts, which exports them by id'
  expect(() => exportedPath('claim', 'none', 'turn')).toThrow(missing)
  expect(() => readExported('claim', 'none', 'turn')).toThrow(missing)
})

describe('the artifact of a claim', () => {
  const measured: ClaimData = {
    measures: 'degrees from 80°',
    value: 4.00000049,
    shuffled: [95, 60, 120],
    layer: 'conv4',
    atMost: 20,
  }
  const encode = (changes: Partial<ClaimData>) => encodeFiles(request, { ...measured, ...changes }, [])

  it('holds what was measured, to six digits', async () => {
    const { files } = await encode({})
    expect(files.data).toEqual({ ...measured, value: 4 })
  })

  it('is not made where the claim is false', async () => {
    await expect(encode({ value: 31 })).rejects.toThrow(
      'claim turn of content/circles/claims.ts is false: it measures 31 and says at most 20 (degrees from 80°). Mend the claim, or what the article says.',
    )
    await expect(encode({ atMost: undefined, atLeast: 5 })).rejects.toThrow(
      'is false: it measures 4 and says at least 5',
    )
  })

  it('is not made where chance does as well', async () => {
    await expect(encode({ shuffled: [95, 12, 120] })).rejects.toThrow(
      "claim turn of content/circles/claims.ts shows nothing about conv4: it holds with that layer's weights shuffled too (12 with seed 1, and it says at most 20 (degrees from 80°)). Claim more, or measure something else.",
    )
  })

  it('is not made of what is no number', async () => {
    await expect(encode({ value: NaN })).rejects.toThrow('measures NaN, which is no number')
  })
})
