import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

interface Workflow {
  permissions: Record<string, string>
  jobs: Record<
    string,
    { permissions?: Record<string, string>; steps: { uses?: string; with?: Record<string, unknown> }[] }
  >
}

describe.each(['.github/workflows/pages.yml', 'precompute/cluster/github.yml'])('%s', (path) => {
  const text = readFileSync(path, 'utf8')
  const { permissions, jobs } = parse(text) as Workflow
  const steps = Object.values(jobs).flatMap((job) => job.steps)

  it('names every action by its commit, with the version beside it', () => {
    const named = [...text.matchAll(/^\s*(?:- )?uses: (.*)$/gm)].map(([, use]) => use!)
    expect(named.length).toBe(steps.filter(({ uses }) => uses).length)
    expect(named.filter((use) => !/^[\w-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(use))).toEqual([])
  })

  it('gives no right but to read to what runs the code of packages', () => {
    expect(permissions).toEqual({ contents: 'read' })
    for (const job of Object.values(jobs)) {
      const deploys = job.steps.some(({ uses }) => uses?.startsWith('actions/deploy-pages@'))
      const rights = Object.entries(job.permissions ?? {})
      if (!deploys) expect(rights.filter(([, right]) => right !== 'read')).toEqual([])
      else expect(Object.fromEntries(rights)).toEqual({ pages: 'write', 'id-token': 'write' })
      if (deploys) expect(job.steps).toHaveLength(1)
    }
  })

  it('leaves no token in the checkout', () => {
    for (const { uses, with: given } of steps)
      if (uses?.startsWith('actions/checkout@')) expect(given?.['persist-credentials']).toBe(false)
  })
})

it('one version of each action is used everywhere', () => {
  const uses = ['.github/workflows/pages.yml', 'precompute/cluster/github.yml'].flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/uses: (\S+)@(\S+)/g)].map(([, name, commit]) => [name, commit] as const),
  )
  for (const [name, commit] of uses) expect(new Map(uses).get(name)).toBe(commit)
})
