import { withBase } from '../../base.ts'

/** Address of a network's `model.json`; its weights lie beside it. */
export const modelAddress = (network: string): string =>
  new URL(withBase(`/models/${network}/model.json`), location.href).href
