/** What the widget needs once a reader touches it, loaded then. */
export { figureRun } from '../../engine/figureRun.ts'
export { readDirection, stateFrom, vectorOf } from './state.ts'
