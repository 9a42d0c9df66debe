// A person with invitations from several firms chooses one. Until then the identity that Google confirmed is stored sealed in their browser.
import { cookies } from 'next/headers'
import { z } from 'zod'
import { sealingKeys } from '@/lib/auth/consent/tokens'
import { cookieName, cookieOptions } from '@/lib/auth/cookies'
import { open, seal } from '@/lib/auth/seal'
import type { Account } from '@/lib/store/firm/users'

const COOKIE = 'concord.choice'
const PURPOSE = 'choosing a firm'
const SECONDS = 15 * 60

const choice = z.object({
  issuer: z.string(),
  subject: z.string(),
  email: z.string(),
  emailVerified: z.literal(true),
  name: z.string(),
  until: z.number(),
})

/** Only accounts with a verified address get here. */
export async function rememberAccount(account: Account, now: Date): Promise<void> {
  const text = JSON.stringify({ ...account, until: now.getTime() + SECONDS * 1000 })
  const jar = await cookies()
  jar.set(cookieName(COOKIE), seal(text, sealingKeys(), PURPOSE), { ...cookieOptions(), maxAge: SECONDS })
}

/** Null if it has expired or belongs to another browser. */
export async function accountThatChooses(now: Date): Promise<Account | null> {
  const sealed = (await cookies()).get(cookieName(COOKIE))?.value
  if (!sealed) return null
  try {
    const { until, ...account } = choice.parse(JSON.parse(open(sealed, sealingKeys(), PURPOSE)))
    return until > now.getTime() ? account : null
  } catch {
    return null
  }
}

export async function forgetAccount(): Promise<void> {
  ;(await cookies()).set(cookieName(COOKIE), '', { ...cookieOptions(), maxAge: 0 })
}
