// What the signed-in person's syncs need them for: asked once a request, by the header and by the page.
import { cache } from 'react'
import { type Need, needOf } from '@/components/sync/need-words'
import { ALL_PROVIDERS } from '@/lib/providers/registry'
import type { Actor } from '@/lib/store/firm/actor'
import { needFactsOf } from '@/lib/store/sync/pulse'
import { statusFrom } from './settings/sync/[provider]/status'

/** Of the first provider that needs them. The actor of one request is one object, so React's cache answers the second who asks. */
export const needOfPerson = cache(async (actor: Actor): Promise<Need | null> => {
  const needs = await Promise.all(
    ALL_PROVIDERS.map(async ({ name, label, collections }) => {
      const facts = await needFactsOf(actor, name)
      const { product } = collections.contacts
      return facts && needOf(statusFrom(facts, new Date()), { name, label, product, kind: 'contacts' })
    }),
  )
  return needs.find((need) => need !== null) ?? null
})
