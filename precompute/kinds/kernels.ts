/** The largest kernels of a convolution, as JSON. */
import type { RequestOf } from '../../src/artifacts/request.ts'
import { kernels as largest } from '../../src/circuits/kernels/kernels.ts'
import { kernelsJson, type KernelsJson } from '../../src/circuits/kernelsJson.ts'
import type { Kind } from '../kind.ts'

export const kernels: Kind<RequestOf<'kernels'>, KernelsJson> = {
  needs: () => [],
  compute: async (model, requests) => requests.map((request) => kernelsJson(largest(model, request))),
  encode: async (_, computed) => ({
    files: [{ extension: 'json', bytes: new TextEncoder().encode(`${JSON.stringify(computed)}\n`) }],
    outcomes: [],
  }),
}
