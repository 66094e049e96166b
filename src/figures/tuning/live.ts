/** What the widget needs once a reader touches it, loaded then. */
export { figureCall } from '../../engine/engine.ts'
export { figureSharedCall } from '../../engine/sharedCall.ts'
export { paintGrid } from '../../widgets/paintGrid.ts'
