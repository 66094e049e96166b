/** A file system in memory that knows what a crash would leave of it. */
import type { FileEffects } from '../../precompute/files.ts'

interface Inode {
  data: Uint8Array
  /** What has reached the disk. */
  synced: Uint8Array
}

export interface MemoryFiles extends FileEffects {
  /** Effects so far. */
  count(): number
  /** From now on, after this many more effects each call fails as if the process were gone. */
  crashAfter(effects: number): void
  /** Back to life. `power`: what was not synced is lost, contents and names alike. */
  restart(loss: 'process' | 'power'): void
  /** Everything there is, by path. */
  contents(): Record<string, string>
  /** Changes a file behind the program's back. */
  tamper(path: string, change: (bytes: Uint8Array) => Uint8Array): void
}

export class Crash extends Error {
  override name = 'Crash'
}

export function createMemoryFiles(): MemoryFiles {
  let names = new Map<string, Inode>()
  let durable = new Map<string, Inode>()
  const open = new Map<number, Inode>()
  let done = 0
  let left = Infinity

  const effect = <T>(perform: () => T): T => {
    if (left <= 0) throw new Crash('the process is gone')
    const result = perform()
    done++
    if (--left <= 0) throw new Crash('the process is gone')
    return result
  }
  const folderOf = (path: string) => path.slice(0, path.lastIndexOf('/'))
  const inFolder = (path: string) => (each: string) => folderOf(each) === path
  const missing = (path: string) => Object.assign(new Error(`ENOENT: no such file, ${path}`), { code: 'ENOENT' })

  return {
    makeDirectory: () => effect(() => {}),
    list: (path) => [...names.keys()].filter(inFolder(path)).map((each) => each.slice(path.length + 1)),
    read: (path) => names.get(path)?.data.slice(),
    create: (path) =>
      effect(() => {
        const inode = { data: new Uint8Array(), synced: new Uint8Array() }
        names.set(path, inode)
        open.set(open.size, inode)
        return open.size - 1
      }),
    write: (file, bytes) =>
      effect(() => {
        const inode = open.get(file)!
        inode.data = Uint8Array.from([...inode.data, ...bytes])
      }),
    sync: (file) =>
      effect(() => {
        const inode = open.get(file)!
        inode.synced = inode.data
      }),
    close: () => effect(() => {}),
    rename: (from, to) =>
      effect(() => {
        const inode = names.get(from)
        if (!inode) throw missing(from)
        names.delete(from)
        names.set(to, inode)
      }),
    syncDirectory: (path) =>
      effect(() => {
        for (const each of [...durable.keys()].filter(inFolder(path))) durable.delete(each)
        for (const each of [...names.keys()].filter(inFolder(path))) durable.set(each, names.get(each)!)
      }),
    remove: (path) => effect(() => void names.delete(path)),
    count: () => done,
    crashAfter(effects) {
      left = effects
    },
    restart(loss) {
      left = Infinity
      if (loss === 'power') {
        names = new Map([...durable].map(([path, { synced }]) => [path, { data: synced, synced }]))
        durable = new Map(names)
      }
    },
    contents: () =>
      Object.fromEntries(
        [...names]
          .map(([path, { data }]) => [path, Buffer.from(data).toString('latin1')] as const)
          .sort(([a], [b]) => (a < b ? -1 : 1)),
      ),
    tamper(path, change) {
      const inode = names.get(path)
      if (!inode) throw missing(path)
      inode.data = change(inode.data)
    },
  }
}
