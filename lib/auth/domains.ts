// ALLOWED_DOMAINS: the Google Workspace domains whose accounts may sign in and be connected. Pure.
import { asciiLower, domainOf } from '@/lib/ascii'

/** The claims of Google's signed answer about an account. */
export interface AccountClaims {
  readonly email?: string | undefined
  readonly email_verified?: boolean | undefined
  /** The Workspace domain that the account belongs to; absent for personal accounts. */
  readonly hd?: string | undefined
}

/**
 * Without a list every account is allowed. With a list, the Workspace domain and the verified address must both be in a listed domain: a
 * personal account can have an address of the firm's domain
 * (https://developers.google.com/identity/openid-connect/openid-connect#obtainuserinfo).
 */
export function isAllowedAccount(
  { email, email_verified, hd }: AccountClaims,
  allowed: readonly string[],
): boolean {
  if (allowed.length === 0) return true
  if (!email || email_verified !== true || !hd) return false
  return allowed.includes(asciiLower(hd)) && allowed.includes(domainOf(email))
}

/** Google's `hd` parameter: limits the accounts that its page offers. It is only a hint; the answer is checked. */
export function offeredDomain(allowed: readonly string[]): { readonly hd?: string } {
  const [only, ...others] = allowed
  if (!only) return {}
  return { hd: others.length === 0 ? only : '*' }
}
