import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { appendLog, measuredSpeed, type LogEntry } from '../../precompute/log.ts'
import { temporaryFolder } from './bench.ts'

const entry: Omit<LogEntry, 'seconds' | 'flop'> = {
  time: '2026-01-01T00:00:00Z',
  backend: 'wasm',
  adapter: null,
  artifacts: ['picture of conv4/3 (lumen, seed 0)'],
  memory: 1,
}

it('measures a backend by its own lines, leaving out what a batch takes anyhow', () => {
  const path = join(temporaryFolder(), 'new/log.jsonl')
  expect(measuredSpeed('wasm', path)).toBe(8e9)
  appendLog({ ...entry, seconds: 3, flop: 4e9 }, path)
  appendLog({ ...entry, seconds: 5, flop: 14e9 }, path)
  appendLog({ ...entry, backend: 'webgpu', seconds: 1, flop: 1e12 }, path)
  expect(measuredSpeed('wasm', path)).toBe(3e9)
})

it('reads past lines that a killed run left unfinished', () => {
  const path = join(temporaryFolder(), 'log.jsonl')
  writeFileSync(path, '{"time":"2026\n')
  appendLog({ ...entry, seconds: 2, flop: 5e9 }, path)
  expect(measuredSpeed('wasm', path)).toBe(5e9)
})
