// What the signed-in person's syncs need them for: asked once a request, by the header and by the page.
import { cache } from 'react'
import { type Need, needOf } from '@/components/sync/need-words'
import { calendarPlace, syncPage } from '@/lib/http/sync-paths'
import { ALL_PROVIDERS, type ProviderName } from '@/lib/providers/registry'
import type { Actor } from '@/lib/store/firm/actor'
import { unreadNoticeOf } from '@/lib/store/steering/notices'
import { calendarsInSync } from '@/lib/store/sync/calendar-sync-views'
import { needFactsOf } from '@/lib/store/sync/pulse'
import { statusFrom } from './settings/sync/[provider]/status'

/** Of the first sync that needs them. The actor of one request is one object, so React's cache answers the second who asks. */
export const needOfPerson = cache(async (actor: Actor): Promise<Need | null> => {
  const calendars = await calendarsInSync(actor)
  const needs = await Promise.all(
    ALL_PROVIDERS.flatMap(({ name, label, collections }) => [
      need(actor, null, {
        name,
        place: name,
        label,
        product: collections.contacts.product,
        kind: 'contacts',
      }),
      ...calendars
        .filter(({ provider }) => provider === name)
        .map(({ calendarId }) =>
          need(actor, calendarId, {
            ...{ name, label, product: collections.events.product, kind: 'events' },
            place: calendarPlace(name, calendarId),
          }),
        ),
    ]),
  )
  return needs.find((one) => one !== null) ?? (await notice(actor))
})

/** What an administrator did and the person has not read yet. */
async function notice(actor: Actor): Promise<Need | null> {
  const provider = await unreadNoticeOf(actor)
  return provider === null
    ? null
    : {
        text: 'An administrator changed your sync.',
        link: 'See what',
        href: syncPage(provider),
        grave: false,
      }
}

async function need(
  actor: Actor,
  calendarId: string | null,
  of: Parameters<typeof needOf>[1] & { readonly name: ProviderName },
): Promise<Need | null> {
  const facts = await needFactsOf(actor, of.name, calendarId)
  return facts && needOf(statusFrom(facts, new Date()), of)
}
