/** Responses along the parameters that run, and pictures of the stimuli. */
export { responsesOf as tuning } from '../../circuits/responses/tuning.ts'
export { stimuli } from '../../widgets/imageInput/compute.ts'
