/** The weights between two families of units, and the pattern in them that moves, as JSON. */
import { createHash } from 'node:crypto'
import { foundFamily } from '../../src/artifacts/families.ts'
import type { RequestOf } from '../../src/artifacts/request.ts'
import { familyMatrix as matrixOf } from '../../src/circuits/kernels/familyMatrix.ts'
import { familyMatrixJson, type FamilyMatrixJson } from '../../src/circuits/familyMatrixJson.ts'
import type { Kind } from '../kind.ts'
import { readExploration } from '../readExploration.ts'

function familiesOf({ model, symmetry, lower, upper, each }: RequestOf<'familyMatrix'>) {
  const exploration = readExploration(model)
  return {
    lower: foundFamily(exploration, symmetry, lower, each),
    upper: foundFamily(exploration, symmetry, upper, each),
  }
}

export const familyMatrix: Kind<RequestOf<'familyMatrix'>, FamilyMatrixJson> = {
  needs: () => [],
  digest: (request) =>
    createHash('sha256')
      .update(JSON.stringify(familiesOf(request)))
      .digest('hex'),
  compute: async (model, requests) =>
    requests.map((request) => {
      const { symmetry, step, seed } = request
      const families = familiesOf(request)
      return familyMatrixJson(matrixOf(model, { symmetry, ...families, step, seed }), families)
    }),
  encode: async (_, computed) => ({
    files: [{ extension: 'json', bytes: new TextEncoder().encode(`${JSON.stringify(computed)}\n`) }],
    outcomes: [],
  }),
}
