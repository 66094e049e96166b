/** The file or folder that is imported: its bytes, and those beside it that it names. */
import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, relative, resolve } from 'node:path'
import { EXIT, Failure } from '../../failure.ts'
import { LIMITS, type Source } from '../graph.ts'

/** @throws Failure where there is none, or more than the bound */
export function sourceOf(path: string): Source {
  if (!existsSync(path))
    throw new Failure(EXIT.input, `no such file: ${path}`, 'Give a network, as in npm run add-model -- model.onnx.')
  const whole = statSync(path).isDirectory()
  const root = whole ? resolve(path) : dirname(resolve(path))
  let total = 0
  const read = (file: string): Uint8Array => {
    total += statSync(file).size
    if (total > LIMITS.bytes)
      throw new Failure(EXIT.input, `${path} has more than ${LIMITS.bytes} bytes`, `Allowed: up to ${LIMITS.bytes}.`)
    return readFileSync(file)
  }
  return {
    path,
    name: basename(resolve(path)),
    bytes: whole ? new Uint8Array() : read(path),
    folder: whole ? readdirSync(path).sort() : null,
    beside(name) {
      const file = resolve(root, name)
      const leads = (to: string) => relative(root, to).startsWith('..') || resolve(to) === root
      if (leads(file) || (existsSync(file) && relative(realpathSync(root), realpathSync(file)).startsWith('..')))
        throw new Failure(EXIT.input, `${basename(path)} names ${JSON.stringify(name)}, outside of its folder`, 'Put the file beside it.') // prettier-ignore
      return existsSync(file) && lstatSync(file).isFile() ? read(file) : undefined
    },
  }
}
