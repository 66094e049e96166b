/** What the widget needs once a reader touches it, loaded then. */
export { figureCall } from '../../engine/engine.ts'
export { loadPixels } from '../../widgets/imageInput/loadPixels.ts'
export { describe } from './describe.ts'
export { stateFrom } from './state.ts'
