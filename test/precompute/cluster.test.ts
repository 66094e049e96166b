/** The scripts for several machines name only flags that there are. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { parseOptions } from '../../precompute/options.ts'

const read = (name: string) => readFileSync(join(import.meta.dirname, '../../precompute/cluster', name), 'utf8')

/** The arguments of every `npm run precompute --`, with a number for each variable. */
function commands(script: string): string[][] {
  const joined = script.replace(/\\\n\s*/g, '').replace(/\$\{\{[^}]*\}\}|\$\{[^}]*\}|\$\w+/g, '4')
  return [...joined.matchAll(/npm run precompute -- ([^\n']*)/g)].map(([, line]) =>
    line.replaceAll('"', '').replace('4@', '').replace(' $@', '').trim().split(/\s+/),
  )
}

it.each(['slurm.sh', 'github.yml'])('%s renders parts and joins them', (name) => {
  const options = commands(read(name)).map(parseOptions)
  expect(options.map(({ action }) => action).sort()).toEqual(['merge', 'render'])
  expect(options.find(({ shard }) => shard)).toMatchObject({ out: 'parts/4', shard: { of: 4 } })
  expect(options.find(({ action }) => action === 'merge')!.parts).toEqual(['parts/*'])
})

it('the workflow joins the parts after all are rendered', () => {
  const { jobs } = parse(read('github.yml')) as {
    jobs: { render: { strategy: { matrix: { part: number[] } } }; merge: { needs: string } }
  }
  expect(jobs.merge.needs).toBe('render')
  expect(jobs.render.strategy.matrix.part).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
})
