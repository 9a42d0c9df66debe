// What the pages share: links with parameters, and forms that must come from a page of our own.
import { type Call, header } from './reply'

export const link = (path: string, params: Readonly<Record<string, string>>): string =>
  `${path}?${new URLSearchParams(params)}`

/** Whether a form comes from another site: it must not edit anything here. */
export function fromElsewhere(call: Call): boolean {
  const origin = header(call, 'origin')
  return call.method === 'POST' && origin !== undefined && origin !== 'null' && origin !== call.base
}
