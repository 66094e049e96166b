/**
 * Sets of images that figures show examples of. They stay on the author's machine: what is shown of one
 * goes into the site only where `content/datasets.json` says under what licence, and by whom.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { datasetsSchema, DATASETS_FILE, type Datasets } from '../src/artifacts/datasets.ts'
import { readingsOf } from '../src/artifacts/kinds.ts'
import { EXIT, Failure } from './failure.ts'
import { isToDo, type Item } from './plan.ts'

/** @throws Failure where the file is not as `datasetsSchema` says */
export function readDatasets(content: string): Datasets {
  const path = join(content, DATASETS_FILE)
  if (!existsSync(path)) return {}
  const parsed = datasetsSchema.safeParse(readJson(path))
  if (parsed.success) return parsed.data
  throw new Failure(
    EXIT.input,
    `invalid ${path}: ${z.prettifyError(parsed.error)}`,
    `Each set has a title, a license and an attribution: ${EXAMPLE('flowers')}.`,
  )
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new Failure(EXIT.input, `invalid ${path}: ${(error as Error).message}`, 'Write JSON.')
  }
}

const EXAMPLE = (name: string) => `{"${name}": {"title": "…", "license": "CC BY 4.0", "attribution": "…"}}`

/**
 * Refuses to render examples of images without a licence, or without their folder.
 * @param folders as given with `--dataset`, by name
 * @throws Failure naming the set, who wants it, and what to do
 */
export function checkDatasets(
  items: readonly Item[],
  folders: Readonly<Record<string, string>>,
  content: string,
): void {
  const asked = items.flatMap((item) =>
    readingsOf(item.request).flatMap((reading) => (reading[0] === 'dataset' ? [{ name: reading[1], ...item }] : [])),
  )
  const names = [...new Set(asked.map(({ name }) => name))]
  for (const name of Object.keys(folders))
    if (!names.includes(name))
      throw new Failure(
        EXIT.input,
        `no figure asks for the images of ${name} (figures ask for: ${names.join(', ') || 'none'})`,
        `Write --dataset NAME=DIR with such a name, or dataset="${name}" in an <Examples>.`,
      )
  const toDo = asked.filter(isToDo)
  if (toDo.length === 0) return
  const known = readDatasets(content)
  for (const { name, wantedBy } of toDo) {
    if (!known[name])
      throw new Failure(
        EXIT.input,
        `no licence of the images of ${name} (wanted by ${wantedBy[0]}): pictures of them are written only with a licence and an attribution`,
        `Set both in ${join(content, DATASETS_FILE)}, as in ${EXAMPLE(name)}.`,
      )
    if (!folders[name])
      throw new Failure(
        EXIT.input,
        `no folder of the images of ${name} (wanted by ${wantedBy[0]})`,
        `Run: npm run precompute -- --dataset ${name}=DIR, where DIR holds one folder per class, or Tiny ImageNet's own layout.`,
      )
  }
}
