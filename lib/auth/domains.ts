// The Google Workspace domains of ALLOWED_DOMAINS: whose accounts may sign in and be connected. Pure.
import { asciiLower, domainOf } from '@/lib/ascii'

/** What Google's signed answer says of an account. */
export interface AccountClaims {
  readonly email?: string | undefined
  readonly email_verified?: boolean | undefined
  /** The organization that the account belongs to; absent for accounts of people's own. */
  readonly hd?: string | undefined
}

/**
 * Without a list any account may. Else the organization and the verified address both have to be of a listed domain: an account of
 * somebody's own may carry an address of the firm's domain (https://developers.google.com/identity/openid-connect/openid-connect#obtainuserinfo).
 */
export function isAllowedAccount(
  { email, email_verified, hd }: AccountClaims,
  allowed: readonly string[],
): boolean {
  if (allowed.length === 0) return true
  if (!email || email_verified !== true || !hd) return false
  return allowed.includes(asciiLower(hd)) && allowed.includes(domainOf(email))
}

/** Google's `hd` parameter: which accounts its page offers. A hint; what counts is the answer. */
export function offeredDomain(allowed: readonly string[]): { readonly hd?: string } {
  const [only, ...others] = allowed
  if (!only) return {}
  return { hd: others.length === 0 ? only : '*' }
}
