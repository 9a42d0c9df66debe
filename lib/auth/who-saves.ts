// The person who saves a form. Being led to another page would lose what was typed, so the form learns why it cannot be saved.
import { secondsOverLimit } from '@/lib/auth/pace'
import { currentUser } from '@/lib/auth/session'
import type { SignedIn } from '@/lib/store/firm/sessions'

export type WhoSaves =
  | { readonly kind: 'user'; readonly user: SignedIn }
  | { readonly kind: 'signedOut' }
  /** Over the limit of edits: the next is allowed after so many seconds. */
  | { readonly kind: 'tooFast'; readonly seconds: number }

export async function whoSaves(): Promise<WhoSaves> {
  const user = await currentUser()
  if (!user) return { kind: 'signedOut' }
  const seconds = await secondsOverLimit('edit', user)
  return seconds > 0 ? { kind: 'tooFast', seconds } : { kind: 'user', user }
}
