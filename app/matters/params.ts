// The filters of the list of matters in its address. Pure.
import { z } from 'zod'
import { asStatus } from '@/lib/domains/matters/matter'

export interface MatterParams {
  readonly status?: string | readonly string[]
  readonly mine?: string | readonly string[]
}

/** The filters that are set and make sense, by the names of their parameters. */
export function othersOf({ status, mine }: MatterParams): Readonly<Record<string, string>> {
  const known = typeof status === 'string' ? asStatus(status) : null
  return { ...(known && { status: known }), ...(mine === '1' && { mine }) }
}

export const isId = (text: unknown): text is string => z.uuid().safeParse(text).success
