import { vitePreprocess } from '@astrojs/svelte'

/** A widget is hydrated once, with all that it is given: nothing changes that later. */
const isGivenOnce = ({ code, filename = '', message }) =>
  code === 'state_referenced_locally' && /figures\/\w+\/Widget\.svelte$/.test(filename) && message.includes('`props`')

export default {
  preprocess: vitePreprocess(),
  compilerOptions: { warningFilter: (warning) => !isGivenOnce(warning) },
}
