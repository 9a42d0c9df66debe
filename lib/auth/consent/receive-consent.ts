// Handles a consent that next-auth has validated: stores its tokens in the person's connection and lets waiting runs continue.
import type { Account, Profile } from 'next-auth'
import { type ConnectProblem, type ConsentClaims, storeConsent } from '@/lib/auth/consent/connect'
import { consentPage } from '@/lib/auth/consent/consent-page'
import { currentUser } from '@/lib/auth/session'
import { log } from '@/lib/log'
import type { ProviderName } from '@/lib/providers/registry'
import { recordAlone } from '@/lib/store/audit/record'
import { resumeAfterConsent } from '@/lib/store/runs/runs'
import type { Aim } from './flow'

/** next-auth's `signIn` callback for this consent. Returns an address, never `true`, so that no session begins. */
export async function receiveConsent(
  provider: ProviderName,
  aim: Aim,
  account: Account | null,
  profile: Profile | undefined,
): Promise<string> {
  const failed = (problem: ConnectProblem) => consentPage(provider, problem, aim)
  const user = await currentUser()
  if (!user || !account || !profile?.sub) return failed('failed')
  try {
    const outcome = await storeConsent(user, aim.purpose, account, profile as ConsentClaims)
    if (outcome.kind === 'problem') {
      const detail = { provider, problem: outcome.problem }
      await recordAlone(user.firmId, { kind: 'account.refuse', userId: user.userId, detail })
      return failed(outcome.problem)
    }
    await resumeAfterConsent(user, outcome.connectionId)
    return consentPage(provider, undefined, aim)
  } catch (error) {
    // next-auth would put the error's message into the address.
    log.error('a consent could not be stored', { error })
    return failed('failed')
  }
}
