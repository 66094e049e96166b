/** Numbers and texts of a file, one after the other, never beyond its end. */
import { refusal } from '../reading/refusal.ts'

export class ByteReader {
  at: number
  private readonly data: Uint8Array
  private readonly view: DataView
  private readonly what: string

  /** @param what is read, as messages call it */
  constructor(data: Uint8Array, at: number, what: string) {
    this.data = data
    this.at = at
    this.what = what
    this.view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  }

  private take(count: number): number {
    const from = this.at
    if (!(from + count <= this.data.length))
      throw refusal(`${this.what} ends at byte ${this.data.length}, in the middle of what begins at ${from}`)
    this.at += count
    return from
  }

  uint8 = (): number => this.view.getUint8(this.take(1))
  uint16 = (): number => this.view.getUint16(this.take(2), true)
  uint32 = (): number => this.view.getUint32(this.take(4), true)
  int32 = (): number => this.view.getInt32(this.take(4), true)
  float64 = (): number => this.view.getFloat64(this.take(8), false)
  uint64 = (): number => Number(this.view.getBigUint64(this.take(8), true))

  /** A whole number of that many bytes, little end first, in two's complement; a number where it is exact, else big. */
  long(count: number): number | bigint {
    if (count > 1024) throw refusal(`${this.what} has a number of ${count} bytes`)
    const bytes = this.bytes(count)
    let value = 0n
    for (let i = count - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i]!)
    const signed = BigInt.asIntN(8 * count, value)
    const number = Number(signed)
    return Number.isSafeInteger(number) ? number : signed
  }

  bytes(count: number): Uint8Array {
    const from = this.take(count)
    return this.data.subarray(from, from + count)
  }

  utf8 = (count: number): string => new TextDecoder().decode(this.bytes(count))
  latin1 = (count: number): string => Buffer.from(this.bytes(count)).toString('latin1')

  /** Up to the end of a line, without it. */
  line(): string {
    const end = this.data.indexOf(0x0a, this.at)
    if (end < 0) throw refusal(`${this.what} ends in the middle of a line`)
    const text = this.latin1(end - this.at)
    this.at = end + 1
    return text
  }
}
