/** PyTorch's loops, run beside ours: see the README of the folder that holds them. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const PYTHON = '/usr/bin/python3'

export interface Peer {
  secondsPerUnit: number
  /** Absent where the loop's score is no common measure. */
  meanScore?: number
}

export interface Peers {
  /** The recipe that made lumen's first sheets: sixteen units at once on full canvases. */
  recipe(layer: string, units: number): Peer
  /** Lucent's defaults: one unit at a time, 512 steps. */
  lucent(layer: string, units: number): Peer
}

/** @throws Error where the loops or python3-torch are missing */
export function findPeers(folder: string, weights: string): Peers {
  if (!existsSync(join(folder, 'recipe.py')))
    throw new Error(`no peers: ${folder} holds no recipe.py (give the folder with --peers DIR)`)
  const run = (script: string, layer: string, units: number): Peer => {
    const args = [join(folder, script), weights, layer, String(units)]
    const { status, stdout, stderr } = spawnSync(PYTHON, args, { encoding: 'utf8' })
    if (status !== 0)
      throw new Error(
        `${script} failed: ${(stderr ?? '').trim().split('\n').at(-1) || `${PYTHON} did not start`} (it takes Debian's python3-torch)`,
      )
    const told = JSON.parse(stdout) as { seconds_per_unit: number; mean_score?: number }
    return { secondsPerUnit: told.seconds_per_unit, meanScore: told.mean_score }
  }
  return {
    recipe: (layer, units) => run('recipe.py', layer, units),
    lucent: (layer, units) => run('lucent_loop.py', layer, units),
  }
}
