/** A safetensors file of float32 and whole numbers, the latter as numbers. */
import { readFileSync } from 'node:fs'
import type { StoredTensor } from '../../../src/model/safetensors.ts'

interface Entry {
  dtype: string
  shape: number[]
  data_offsets: [number, number]
}

export function readReference(path: string): Map<string, StoredTensor> {
  const file = readFileSync(path)
  const start = 8 + Number(file.readBigUInt64LE(0))
  const header = JSON.parse(file.toString('utf8', 8, start)) as Record<string, Entry>
  return new Map(
    Object.entries(header)
      .filter(([name]) => name !== '__metadata__')
      .map(
        ([
          name,
          {
            dtype,
            shape,
            data_offsets: [from, to],
          },
        ]) => {
          const bytes = file.buffer.slice(file.byteOffset + start + from, file.byteOffset + start + to)
          if (dtype !== 'F32' && dtype !== 'I32') throw new Error(`${path}: ${name} is ${dtype} (allowed: F32, I32)`)
          return [
            name,
            { shape, data: dtype === 'F32' ? new Float32Array(bytes) : Float32Array.from(new Int32Array(bytes)) },
          ]
        },
      ),
  )
}
