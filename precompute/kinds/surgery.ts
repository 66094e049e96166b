/** A network after surgery: what it says of a picture, how often it is right, what a unit of it looks for. */
import { createHash } from 'node:crypto'
import sharp from 'sharp'
import type { RequestOf } from '../../src/artifacts/request.ts'
import type { SurgeryJson } from '../../src/artifacts/surgery.ts'
import { classify } from '../../src/attribution/classify.ts'
import { compareNetworks, type Compared } from '../../src/circuits/edits/compareNetworks.ts'
import { parseEdits } from '../../src/vocabulary/edit.ts'
import { editedModel } from '../../src/circuits/edits/editedModel.ts'
import { strongestInputs } from '../../src/circuits/kernels/strongestInputs.ts'
import type { Model } from '../../src/model/model.ts'
import { ascent, type Ascended } from '../../src/optvis/ascent.ts'
import type { Kind } from '../kind.ts'
import { pictureDigest, readPicture } from '../readPicture.ts'
import { readScenes, scenesDigest } from '../readScenes.ts'
import { encodeWebp } from '../webp.ts'

/** Of each network, the likeliest classes. */
const GUESSES = 5
const INPUTS = 6

interface Computed {
  json: SurgeryJson
  last: Ascended
  image: Uint8Array
}

export const surgery: Kind<RequestOf<'surgery'>, Computed> = {
  needs: () => [],
  digest: ({ image }) => createHash('sha256').update(pictureDigest(image)).update(scenesDigest()).digest('hex'),

  async compute(model, requests, onStep) {
    const computed: Computed[] = []
    for (const request of requests) computed.push(await operated(model, request, onStep))
    return computed
  },

  async encode({ unit }, { json, last: { images, height, width, steps }, image }) {
    if (!images.every(Number.isFinite)) throw new Error(`picture of ${unit} came out with a pixel that is no number`)
    const pixels = Uint8Array.from(images, (value) => Math.round(255 * value))
    const side = Math.sqrt(image.length / 3)
    const shown = sharp(image, { raw: { width: side, height: side, channels: 3 } })
    return {
      files: [
        { extension: 'json', bytes: new TextEncoder().encode(`${JSON.stringify(json)}\n`) },
        { extension: 'webp', bytes: await encodeWebp({ pixels, width, height }) },
        {
          extension: 'webp',
          bytes: await shown.webp({ lossless: true, effort: 6 }).toBuffer(),
        },
      ],
      tiles: { width, height, columns: 1, rows: 1 },
      outcomes: [{ unit, score: json.score, steps, dead: json.score <= 0 }],
    }
  },
}

async function operated(
  model: Model,
  { unit, edits: text, image: name, seed }: RequestOf<'surgery'>,
  onStep: (step: number, steps: number) => void,
): Promise<Computed> {
  const edits = parseEdits(text)
  const { size, channels } = model.table.input
  const image = await readPicture(name, size)
  const pixels = {
    height: size,
    width: size,
    channels,
    values: Float32Array.from(image, (value) => value / 255),
  }
  const edited = editedModel(model, edits)
  try {
    const all = model.table.classes.length
    const before = await classify(model, pixels, all)
    const after = await classify(edited, pixels, all)
    const shown = new Set([...before.slice(0, GUESSES), ...after.slice(0, GUESSES)].map(({ index }) => index))
    const probability = (guesses: typeof before, index: number) =>
      Number(guesses.find((guess) => guess.index === index)!.probability.toFixed(4))
    let last: Ascended | undefined
    for await (const step of ascent(edited, { unit, seed })) {
      onStep(step.step, step.steps)
      last = step
    }
    let compared: Compared | undefined
    for await (const frame of compareNetworks(model, await readScenes(model.table), {
      edits: [edits],
      seed,
    }))
      compared = frame
    return {
      json: {
        guesses: [...shown]
          .map((index) => ({
            index,
            before: probability(before, index),
            after: probability(after, index),
          }))
          .sort((a, b) => b.before - a.before),
        score: Number(last!.scores![0]!.toPrecision(5)),
        inputs: strongestInputs(model, unit, INPUTS).map(({ from, norm, sum }) => ({
          from,
          norm: Number(norm.toPrecision(4)),
          sum: Number(sum.toPrecision(4)),
        })),
        comparison: compared!.comparisons[0]!,
      },
      last: last!,
      image,
    }
  } finally {
    edited.dispose()
  }
}
