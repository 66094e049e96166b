/** A claim of each article that has one, measured again in the page. */
import { existsSync } from 'node:fs'
import * as tf from '@tensorflow/tfjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readModel } from '../../precompute/readModel.ts'
import { measureByChance, measureClaim, type Claims } from '../../src/model/claim.ts'
import '../backends.ts'
import { type BuiltSite, builtSite } from './builtSite.ts'
import { openPage, violations } from './openPage.ts'

let site: BuiltSite
beforeAll(async () => {
  await tf.setBackend('wasm')
  site = await builtSite()
})
afterAll(() => site?.close())

// The guide has a claim.
describe.runIf(existsSync('content/guide/claims.ts'))('Claim', () => {
  it('shows what was measured, and measures it again in the page', async () => {
    const { page, complaints, close } = await openPage(site, 'guide/')
    const claim = page.locator('#claim-upward-curve')
    const claims = import.meta.glob<Claims>('/content/guide/claims.ts', { import: 'claims' })
    const guide = await claims['/content/guide/claims.ts']?.()
    const model = readModel('lumen')
    const about = { model, beside: undefined }
    const value = await measureClaim(guide!['upward-curve']!, about)
    const byChance = await measureByChance(guide!['upward-curve']!, about, 0)
    await expect.poll(() => claim.locator('[data-number]').innerText()).toBe(value.toFixed(1))

    await claim.getByRole('button', { name: 'Measure it here' }).click()
    await expect.poll(() => claim.locator('.measured').getAttribute('data-shuffled'), { timeout: 60_000 }).toBe('3')
    expect(Number(await claim.locator('.measured').getAttribute('data-value'))).toBeCloseTo(value, 1)
    await expect
      .poll(() => claim.locator('[role=status]').innerText())
      .toMatch(
        new RegExp(
          `^Measured in this page: ${value.toFixed(1)}; with the weights of \\w+ shuffled: ${byChance.toFixed(1)}, .*The claim holds\\.$`,
        ),
      )
    expect(await violations(page, '#claim-upward-curve')).toEqual([])
    expect(complaints).toEqual([])
    await close()
  })

  it('says so where the network cannot be loaded', async () => {
    // A service worker's own requests do not pass through the route.
    const { page, close } = await openPage(site, 'guide/', {
      viewport: { width: 390, height: 800 },
      serviceWorkers: 'block',
    })
    await page.route('**/*.safetensors', (route) => route.abort())
    const claim = page.locator('#claim-upward-curve')
    await claim.getByRole('button', { name: 'Measure it here' }).click()
    await expect
      .poll(() => claim.locator('[role=alert]').innerText())
      .toMatch(/^This cannot be measured here: the network could not be loaded \(no connection\)\.$/)
    await close()
  })
})
