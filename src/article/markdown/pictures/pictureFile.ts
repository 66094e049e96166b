import { lstatSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { nearest } from '../../../vocabulary/nearest.ts'
import { PictureError } from './pictureError.ts'

/**
 * The path of a picture's file, none of whose bytes has been read: a plain file of the project, by its exact name.
 * @param path as the article names it, resolved
 * @param folder of the article: a symbolic link may lead to files in it
 * @throws PictureError for a folder, a device, a pipe, another case of the letters, a link that leads elsewhere
 */
export function pictureFile(path: string, folder: string, project = process.cwd()): string {
  const inside = (file: string, of: string) => {
    const way = relative(of, file)
    return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
  }
  const written = resolve(path)
  if (!inside(written, resolve(project)))
    throw new PictureError('lies outside of the project', 'Save it beside the article, as in ./picture.png.')
  if (!lstatSync(written, { throwIfNoEntry: false })) throw missing(written)
  let real: string
  try {
    real = realpathSync.native(written)
  } catch {
    throw new PictureError('is a symbolic link to nothing', 'Put the file itself in its place.')
  }
  const direct = join(realpathSync.native(project), relative(resolve(project), written))
  if (real !== direct && real.toLowerCase() === direct.toLowerCase()) throw missing(written)
  if (real !== direct && !inside(real, realpathSync.native(folder)))
    throw new PictureError(
      'is a symbolic link that leads out of the folder of the article',
      'Put the file itself in its place.',
    )
  const stat = statSync(real)
  if (stat.isFile()) return real
  const what = stat.isDirectory()
    ? 'a folder'
    : stat.isFIFO()
      ? 'a named pipe'
      : stat.isSocket()
        ? 'a socket'
        : 'a device'
  throw new PictureError(`is ${what}, not a file`, 'Name the file of a picture, as in ./picture.png.')
}

/** The first part of a path that is not there, with the name that was perhaps meant. */
function missing(path: string): PictureError {
  const folder = dirname(path)
  const stat = statSync(folder, { throwIfNoEntry: false })
  if (!stat?.isDirectory()) return new PictureError('is not there, nor is its folder', 'Save it beside the article.')
  const names = readdirSync(folder)
  const name = basename(path)
  if (names.includes(name)) return missing(folder)
  const same = names.find((each) => each.toLowerCase() === name.toLowerCase())
  if (same)
    return new PictureError(
      `is not there: the file is called ${same}`,
      `Write ${same}, with the same capital letters: servers tell them apart.`,
    )
  const close = nearest(name, names)
  return new PictureError('is not there', close ? `Did you mean ${close}?` : 'Save the file beside the article.')
}
