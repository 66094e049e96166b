/**
 * Reads pickles as far as weights need it, and runs no code: what a file names beyond `GLOBALS` is refused by name.
 * Opcodes: CPython's `Lib/pickletools.py`, protocols 0 to 5. Time and memory are bounded by the bytes that there are.
 */
import { LIMITS } from '../graph.ts'
import { refusal, shown } from '../reading/refusal.ts'
import { ByteReader } from './byteReader.ts'
import { makerOf, type Maker } from './globals.ts'

/** An object of a class that is known by name only. */
export class Named {
  readonly maker: Maker
  constructor(maker: Maker) {
    this.maker = maker
  }
}

/** A list of Python; a tuple is a frozen array. */
export type Values = unknown[]

const MARK = Symbol('mark')

export interface Pickle {
  value: unknown
  /** Where the next byte after the pickle stands. */
  end: number
}

/**
 * @param persistent what the file keeps outside of the pickle, by its identity
 * @throws Failure for damage, and naming each class or function that is not allowed
 */
export function unpickle(bytes: Uint8Array, from: number, persistent: (identity: unknown) => unknown): Pickle {
  const machine = new Machine(bytes, from, persistent)
  return { value: machine.run(), end: machine.at }
}

class Machine {
  private readonly bytes: ByteReader
  private readonly persistent: (identity: unknown) => unknown
  private readonly stack: unknown[] = []
  private readonly memo = new Map<number, unknown>()
  private marks = 0

  constructor(bytes: Uint8Array, from: number, persistent: (identity: unknown) => unknown) {
    this.bytes = new ByteReader(bytes, from, 'the pickle')
    this.persistent = persistent
  }

  get at(): number {
    return this.bytes.at
  }

  run(): unknown {
    for (;;) {
      const code = this.bytes.uint8()
      if (code === 0x2e) return this.pop()
      const act = OPCODES[code]
      if (!act) throw refusal(`the pickle has the unknown opcode ${code} at byte ${this.at - 1}`)
      act(this, this.bytes)
    }
  }

  push(value: unknown): void {
    this.stack.push(value)
  }

  pop(): unknown {
    if (this.stack.length === 0 || this.stack.at(-1) === MARK) throw refusal('the pickle takes more than it has made')
    return this.stack.pop()
  }

  top(): unknown {
    const value = this.stack.at(-1)
    if (this.stack.length === 0 || value === MARK) throw refusal('the pickle changes what it has not made')
    return value
  }

  mark(): void {
    if (++this.marks > LIMITS.depth * 16) throw refusal(`the pickle is nested more than ${LIMITS.depth * 16} deep`)
    this.stack.push(MARK)
  }

  /** What stands above the last mark. */
  sinceMark(): unknown[] {
    const from = this.stack.lastIndexOf(MARK)
    if (from < 0) throw refusal('the pickle takes back to a mark that it has not set')
    const values = this.stack.splice(from)
    values.shift()
    this.marks--
    return values
  }

  /** POP, which also takes a mark away. */
  drop(): void {
    if (this.stack.at(-1) === MARK) this.marks--
    if (this.stack.length === 0) throw refusal('the pickle takes more than it has made')
    this.stack.pop()
  }

  put(index: number): void {
    this.memo.set(index, this.top())
  }

  memoize(): void {
    this.put(this.memo.size)
  }

  get(index: number): void {
    if (!this.memo.has(index)) throw refusal(`the pickle uses entry ${index} of its memo, which it has not set`)
    this.push(this.memo.get(index))
  }

  global(module: unknown, name: unknown): void {
    this.push(new Named(makerOf(`${String(module)}.${String(name)}`)))
  }

  /** Calls what is known by name; nothing of the file is run. */
  reduce(callee: unknown, args: unknown): void {
    if (!(callee instanceof Named)) throw refusal(`the pickle calls ${shown(typeof callee)}, which is no function`)
    if (!Array.isArray(args)) throw refusal(`the pickle calls ${callee.maker.name} without arguments`)
    this.push(callee.maker.make(args))
  }

  persist(identity: unknown): void {
    this.push(this.persistent(identity))
  }

  append(values: readonly unknown[]): void {
    const list = this.top()
    if (!Array.isArray(list) || Object.isFrozen(list)) throw refusal('the pickle appends to what is no list')
    for (const value of values) list.push(value)
  }

  setItems(values: readonly unknown[]): void {
    const map = this.top()
    if (!(map instanceof Map) || values.length % 2) throw refusal('the pickle sets items of what is no dictionary')
    for (let i = 0; i < values.length; i += 2) map.set(values[i], values[i + 1])
  }

  addItems(values: readonly unknown[]): void {
    const set = this.top()
    if (!(set instanceof Set)) throw refusal('the pickle adds to what is no set')
    for (const value of values) set.add(value)
  }

  /** Attributes given to an object after its making: an ordered dictionary's are of no use, others are kept. */
  build(): void {
    const state = this.pop()
    const target = this.top()
    if (target instanceof Map && state instanceof Map && target.size === 0)
      for (const [key, value] of state) target.set(key, value)
  }
}

type Act = (machine: Machine, bytes: ByteReader) => void

const tuple = (values: unknown[]): readonly unknown[] => Object.freeze(values)

function dictionary(values: readonly unknown[]): Map<unknown, unknown> {
  if (values.length % 2) throw refusal('the pickle makes a dictionary of an odd number of values')
  const map = new Map<unknown, unknown>()
  for (let i = 0; i < values.length; i += 2) map.set(values[i], values[i + 1])
  return map
}

function popped(machine: Machine, count: number): unknown[] {
  const values = Array.from({ length: count }, () => machine.pop())
  return values.reverse()
}

/** A number written as text, as protocol 0 does. */
function written(text: string): unknown {
  if (text === '01') return true
  if (text === '00') return false
  const number = Number(text.replace(/L$/, ''))
  if (text !== '' && !Number.isNaN(number)) return number
  throw refusal(`the pickle has ${shown(text)} for a number`)
}

const unescaped = (text: string): string => {
  const quoted = /^(['"])(.*)\1$/s.exec(text)
  if (!quoted) throw refusal(`the pickle has ${shown(text)} for a text in quotes`)
  return quoted[2]!.replace(/\\x([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

const OPCODES: Readonly<Record<number, Act>> = {
  0x80: (_, bytes) => bytes.uint8(), // PROTO
  0x95: (_, bytes) => bytes.uint64(), // FRAME
  0x28: (machine) => machine.mark(),
  0x30: (machine) => machine.drop(),
  0x31: (machine) => machine.sinceMark(),
  0x32: (machine) => machine.push(machine.top()),
  0x4e: (machine) => machine.push(null),
  0x88: (machine) => machine.push(true),
  0x89: (machine) => machine.push(false),
  0x49: (machine, bytes) => machine.push(written(bytes.line())), // INT
  0x4c: (machine, bytes) => machine.push(written(bytes.line())), // LONG
  0x46: (machine, bytes) => machine.push(written(bytes.line())), // FLOAT
  0x4a: (machine, bytes) => machine.push(bytes.int32()),
  0x4b: (machine, bytes) => machine.push(bytes.uint8()),
  0x4d: (machine, bytes) => machine.push(bytes.uint16()),
  0x8a: (machine, bytes) => machine.push(bytes.long(bytes.uint8())),
  0x8b: (machine, bytes) => machine.push(bytes.long(bytes.uint32())),
  0x47: (machine, bytes) => machine.push(bytes.float64()), // BINFLOAT
  0x53: (machine, bytes) => machine.push(unescaped(bytes.line())), // STRING
  0x54: (machine, bytes) => machine.push(bytes.latin1(bytes.uint32())),
  0x55: (machine, bytes) => machine.push(bytes.latin1(bytes.uint8())),
  0x56: (machine, bytes) => machine.push(bytes.line()), // UNICODE
  0x58: (machine, bytes) => machine.push(bytes.utf8(bytes.uint32())),
  0x8c: (machine, bytes) => machine.push(bytes.utf8(bytes.uint8())),
  0x8d: (machine, bytes) => machine.push(bytes.utf8(bytes.uint64())),
  0x42: (machine, bytes) => machine.push(bytes.bytes(bytes.uint32())),
  0x43: (machine, bytes) => machine.push(bytes.bytes(bytes.uint8())),
  0x8e: (machine, bytes) => machine.push(bytes.bytes(bytes.uint64())),
  0x96: (machine, bytes) => machine.push(bytes.bytes(bytes.uint64())),
  0x5d: (machine) => machine.push([]),
  0x6c: (machine) => machine.push(machine.sinceMark()), // LIST
  0x61: (machine) => machine.append([machine.pop()]),
  0x65: (machine) => machine.append(machine.sinceMark()),
  0x29: (machine) => machine.push(tuple([])),
  0x74: (machine) => machine.push(tuple(machine.sinceMark())),
  0x85: (machine) => machine.push(tuple(popped(machine, 1))),
  0x86: (machine) => machine.push(tuple(popped(machine, 2))),
  0x87: (machine) => machine.push(tuple(popped(machine, 3))),
  0x7d: (machine) => machine.push(new Map()),
  0x64: (machine) => machine.push(dictionary(machine.sinceMark())),
  0x73: (machine) => machine.setItems(popped(machine, 2)),
  0x75: (machine) => machine.setItems(machine.sinceMark()),
  0x8f: (machine) => machine.push(new Set()),
  0x90: (machine) => machine.addItems(machine.sinceMark()),
  0x91: (machine) => machine.push(new Set(machine.sinceMark())),
  0x67: (machine, bytes) => machine.get(Number(written(bytes.line()))),
  0x68: (machine, bytes) => machine.get(bytes.uint8()),
  0x6a: (machine, bytes) => machine.get(bytes.uint32()),
  0x70: (machine, bytes) => machine.put(Number(written(bytes.line()))),
  0x71: (machine, bytes) => machine.put(bytes.uint8()),
  0x72: (machine, bytes) => machine.put(bytes.uint32()),
  0x94: (machine) => machine.memoize(),
  0x63: (machine, bytes) => machine.global(bytes.line(), bytes.line()),
  0x93: (machine) => {
    const [module, name] = popped(machine, 2)
    machine.global(module, name)
  },
  0x52: (machine) => {
    const [callee, args] = popped(machine, 2)
    machine.reduce(callee, args)
  },
  0x81: (machine) => {
    const [callee, args] = popped(machine, 2)
    machine.reduce(callee, args)
  },
  0x62: (machine) => machine.build(),
  0x50: (machine, bytes) => machine.persist(bytes.line()),
  0x51: (machine) => machine.persist(machine.pop()),
}
