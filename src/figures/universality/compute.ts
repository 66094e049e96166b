/** Mean responses of units to stimuli that any network can be shown. */
export { sameStimuliMeans } from '../../circuits/responses/sameStimuli.ts'
