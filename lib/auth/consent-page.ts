// The page that asks for access to contacts, and that says how it went.
import type { ConnectProblem } from '@/lib/auth/connect'
import { env } from '@/lib/env'

export const CONSENT_PAGE = '/settings/sync/google'

/** Its address, with what went wrong, if anything did. */
export const consentPage = (problem?: ConnectProblem): string =>
  `${env().NEXTAUTH_URL}${CONSENT_PAGE}${problem ? `?problem=${problem}` : ''}`
