/** `npm run precompute`: see precompute/README.md. */
import './foundByPlace.ts'

await import('./command.ts')
