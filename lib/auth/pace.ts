// Rate limits for signed-in people: more than a person ever needs, but low enough to slow down a script. Only writes and expensive
// actions are counted. Viewing a page is not, so it costs no extra query.
import { redirect } from 'next/navigation'
import { type LimitName, secondsToWait } from '@/lib/auth/limits'
import { log } from '@/lib/log'
import type { Actor } from '@/lib/store/firm/actor'

/** Call it before anything else: a person over the limit is redirected to a page that says how long to wait. */
export async function limitRate(name: LimitName, user: Actor): Promise<void> {
  const seconds = await secondsOverLimit(name, user)
  if (seconds > 0) redirect(`/slow-down?seconds=${seconds}`)
}

/** 0 if the action may continue. */
export async function secondsOverLimit(name: LimitName, { userId }: Actor): Promise<number> {
  const seconds = await secondsToWait(name, userId)
  if (seconds > 0) log.warn('too many requests of a person', { kind: name, userId, seconds })
  return seconds
}
