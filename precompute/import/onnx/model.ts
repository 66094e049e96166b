/** The protobuf of an ONNX file, decoded once its lengths, nesting and counts are known to be in bounds. */
import { fromBinary, type DescMessage } from '@bufbuild/protobuf'
import { ModelProtoSchema, type ModelProto } from 'onnx-buf'
import { EXIT, Failure } from '../../failure.ts'
import { LIMITS } from '../graph.ts'

const refuse = (why: string) =>
  new Failure(EXIT.input, `not a whole ONNX file: ${why}`, 'Copy or export the file again.')

/** Messages that a file may hold: each node has some, for its attributes. */
const MESSAGES = 40 * LIMITS.nodes
/** Whole numbers that it may hold outside of raw data, where each takes a few bytes in the file and many in memory. */
const VARINTS = 2 ** 22

/** @throws Failure with the reason, before memory is taken for what the file claims */
export function decodeModel(bytes: Uint8Array): ModelProto {
  walk(bytes)
  let model: ModelProto
  try {
    model = fromBinary(ModelProtoSchema, bytes)
  } catch (error) {
    throw refuse((error as Error).message)
  }
  if (!model.graph) throw refuse('there is no graph in it')
  return model
}

/** Goes over the wire format as the schema says, and counts. */
function walk(bytes: Uint8Array): void {
  const fields = new Map<DescMessage, Map<number, DescMessage>>()
  const messagesOf = (desc: DescMessage) => {
    const found = fields.get(desc)
    if (found) return found
    const made = new Map<number, DescMessage>()
    for (const field of desc.fields) if (field.message) made.set(field.number, field.message)
    fields.set(desc, made)
    return made
  }
  let messages = 0
  let numbers = 0
  let at = 0
  const varint = (end: number): number => {
    let value = 0
    for (let shift = 0; shift < 70; shift += 7) {
      if (at >= end) throw refuse(`it ends within a number, at byte ${at} of ${bytes.length}`)
      const byte = bytes[at++]
      value += (byte & 0x7f) * 2 ** shift
      if (byte < 0x80) return value
    }
    throw refuse(`a number of more than 10 bytes at byte ${at}`)
  }
  const counted = (many: number) => {
    numbers += many
    if (numbers > VARINTS) throw refuse(`more than ${VARINTS} whole numbers outside of raw data`)
  }
  const message = (end: number, desc: DescMessage, depth: number): void => {
    if (++messages > MESSAGES) throw refuse(`more than ${MESSAGES} parts`)
    if (depth > LIMITS.depth) throw refuse(`parts nested deeper than ${LIMITS.depth}`)
    const inner = messagesOf(desc)
    while (at < end) {
      const tag = varint(end)
      const [number, wire] = [Math.floor(tag / 8), tag % 8]
      if (number === 0) throw refuse(`field 0 at byte ${at}`)
      if (wire === 0) {
        varint(end)
        counted(1)
      } else if (wire === 1) at += 8
      else if (wire === 5) at += 4
      else if (wire === 2) {
        const length = varint(end)
        if (length > end - at) throw refuse(`a part of ${length} bytes at byte ${at}, where ${end - at} are left`)
        const within = inner.get(number)
        if (within) message(at + length, within, depth + 1)
        else {
          if (isPackedWhole(desc, number)) counted(length)
          at += length
        }
      } else throw refuse(`wire type ${wire} at byte ${at}`)
      if (at > end) throw refuse(`it ends within a field, at byte ${end}`)
    }
  }
  message(bytes.length, ModelProtoSchema, 0)
}

/** Whether a field is a list of whole numbers, each a byte or more. */
function isPackedWhole(desc: DescMessage, number: number): boolean {
  const field = desc.fields.find((each) => each.number === number)
  // 1, 2, 5, 8, 12 and 15 are double, float, int32, bool, bytes and sfixed32; strings are 9.
  return field?.fieldKind === 'list' && field.scalar !== undefined && ![1, 2, 9, 12].includes(field.scalar)
}
