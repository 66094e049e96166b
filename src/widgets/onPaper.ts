import { MediaQuery } from 'svelte/reactivity'

/** `current`: whether the page is being printed. True in the page as sent, since paper may be all that becomes of it. */
export const onPaper = new MediaQuery('print', true)
