/** What the widget needs once a reader touches it, loaded then. */
export { figureCall } from '../../engine/engine.ts'
export { figureRun } from '../../engine/figureRun.ts'
export { paintGrid } from '../../widgets/paintGrid.ts'
export { cellsFor } from './cellsFor.ts'
export { describe } from './describe.ts'
export { stateFrom } from './state.ts'
