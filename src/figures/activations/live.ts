/** What the widget needs once a reader touches it, loaded then. */
export { figureCall } from '../../engine/engine.ts'
export { paintGrid } from '../../widgets/paintGrid.ts'
export { describe } from './describe.ts'
export { paintMaps } from './paintMaps.ts'
export { stateFrom } from './state.ts'
export { valuesOfSheet } from './view.ts'
