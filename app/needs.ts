// What the signed-in person's sync needs them for: asked once a request, by the header and by the page.
import { cache } from 'react'
import { type Need, needOf } from '@/components/sync/need-words'
import type { Actor } from '@/lib/store/firm/actor'
import { needFactsOf } from '@/lib/store/sync/pulse'
import { statusFrom } from './settings/sync/google/status'

/** The actor of one request is one object, so React's cache answers the second who asks. */
export const needOfPerson = cache(async (actor: Actor): Promise<Need | null> => {
  const facts = await needFactsOf(actor, 'google')
  return facts && needOf(statusFrom(facts, new Date()))
})
