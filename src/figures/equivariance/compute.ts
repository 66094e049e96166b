/** A family's responses to a picture as it moves, and its weights beside those of its leading unit, moved. */
export { movedResponses as responses } from '../../circuits/symmetry/movedResponses.ts'
export { movedWeights as weights } from '../../circuits/symmetry/movedWeights.ts'
