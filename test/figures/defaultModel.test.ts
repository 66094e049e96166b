import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { articleSlugs, readFigures } from '../../precompute/articles.ts'
import { modelIds } from '../../precompute/modelIds.ts'
import { readLayerTable } from '../../precompute/readModel.ts'
import { requestsOfFigures } from '../../precompute/requests.ts'
import { createAsking, defaultModel } from '../../src/figures/asking.ts'
import { figureKinds } from '../../src/figures/declarations.ts'

describe('the default network', () => {
  it('is the one that the site names, whatever else it has', () => {
    expect(defaultModel(['lumen'], 'lumen')).toBe('lumen')
    expect(defaultModel(['aardvark', 'lumen', 'prism'], 'lumen')).toBe('lumen')
  })

  it('is the only one where the site names none', () => {
    expect(defaultModel(['solo'], '')).toBe('solo')
    expect(() => defaultModel(['solo'], 'lumen')).toThrow('unknown default model: lumen (public/models holds solo;')
  })

  it('is asked for, with the choices, where it cannot be known', () => {
    const unnamed = (models: string[]) => () => defaultModel(models, '')
    expect(unnamed(['lumen', 'prism'])).toThrow(
      "no default model, and several to choose from: public/models holds lumen, prism (write one as model in src/site.ts, as in model: 'lumen', or name one in the figure)",
    )
    expect(unnamed([])).toThrow('no network: public/models holds none (add one with npm run add-model)')
  })
})

describe('a network that is added', () => {
  const folder = mkdtempSync(join(tmpdir(), 'models-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  /** Every request of every article of the project, where `public/models` holds these. */
  const requests = () => {
    const tableOf = (id: string) => readLayerTable(id, folder)
    const figures = readFigures('content', [], Object.keys(figureKinds))
    return requestsOfFigures(figures, figureKinds, createAsking(tableOf, modelIds(folder)), tableOf)
  }

  it.each(['aardvark', 'zebra'])('changes nothing that an article asks for, though it is called %s', (id) => {
    cpSync('public/models', folder, { recursive: true })
    const before = requests()
    expect(articleSlugs('content').length).toBeGreaterThan(2)
    expect(before.length).toBeGreaterThan(50)
    mkdirSync(join(folder, id))
    cpSync('test/fixtures/twins/twin-a/model.json', join(folder, id, 'model.json'))
    expect(modelIds(folder)).toContain(id)
    expect(requests()).toEqual(before)
    rmSync(join(folder, id), { recursive: true })
  })
})
