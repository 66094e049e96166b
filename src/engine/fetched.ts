/** Fetches a file that an engine cannot do without. */
import { Failure } from './failure.ts'

/**
 * @param what it is part of, as in `the network`
 * @throws Failure where it did not arrive, saying why
 */
export async function fetched(address: string, what: string): Promise<Response> {
  const response = await fetch(address).catch(() => undefined)
  if (response?.ok) return response
  throw new Failure(
    'missing',
    `${what} could not be loaded (${response ? `status ${response.status}` : 'no connection'})`,
  )
}
