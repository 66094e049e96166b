/** `npm run precompute`: `command.ts`, once modules are found by place as they are on a page. */
import './foundByPlace.ts'

await import('./command.ts')
