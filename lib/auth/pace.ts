// How much whoever is signed in may do: more than a person ever does, and so little that a script is slowed down. Counted is what
// is dear or writes, never a mere look at a page, so that a look costs nothing more.
import { redirect } from 'next/navigation'
import { type LimitName, secondsToWait } from '@/lib/auth/limits'
import { log } from '@/lib/log'
import type { Actor } from '@/lib/store/firm/actor'

/** Comes before anything is done: whoever is too fast is led to a page that says for how long to wait. */
export async function limitRate(name: LimitName, user: Actor): Promise<void> {
  const seconds = await secondsOverLimit(name, user)
  if (seconds > 0) redirect(`/slow-down?seconds=${seconds}`)
}

/** 0: go ahead. */
export async function secondsOverLimit(name: LimitName, { userId }: Actor): Promise<number> {
  const seconds = await secondsToWait(name, userId)
  if (seconds > 0) log.warn('too much at once', { kind: name, userId, seconds })
  return seconds
}
