/** Responses averaged over all positions, to heads and to a picture and its mirror image; and pictures of the heads. */
export { mirroredMeans as mirrored, stimulusMeans as means } from '../../circuits/responses/meanResponses.ts'
export { stimuli } from '../../widgets/imageInput/compute.ts'
