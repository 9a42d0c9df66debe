// For *.pg.test.ts: a sync that keeps the firm's tags and the account's labels in step, with short looks at who has which.
import type { Emulator } from '@/emulator/server'
import { wakeSyncs } from '@/lib/store/runs/runs'
import { setSyncSettings } from '@/lib/store/sync/syncs'
import { saveTagsOf, tagsOfContacts } from '@/lib/store/tags/contact-tags'
import { tagsOf } from '@/lib/store/tags/tags'
import { setUpGoogleFixture } from './google-fixture'

export const KEEP = { onConflict: 'ask', onLocalDelete: 'delete', keepLabels: true } as const
export const MY_CONTACTS = 'contactGroups/myContacts'
export const IN = (...names: string[]) =>
  names.map((name) => ({ contactGroupMembership: { contactGroupResourceName: name } }))
export const named = (givenName: string, familyName: string, ...labels: string[]) => ({
  names: [{ givenName, familyName }],
  emailAddresses: [{ value: `${givenName}.${familyName}@example.com`.toLowerCase() }],
  memberships: IN(MY_CONTACTS, ...labels),
})

/** A sync that keeps labels and tags in step; `settings`: other ones. */
export async function setUpLabels(
  emulator: () => Emulator,
  settings: Parameters<typeof setSyncSettings>[2] = KEEP,
) {
  const fixture = await setUpGoogleFixture(emulator())
  await setSyncSettings(fixture.actor, fixture.sync.id, settings)
  const here = async (first: string) =>
    (await fixture.here()).find(({ firstName }) => firstName === first)?.id ?? ''
  const tagNames = async (first: string) => {
    const id = await here(first)
    return ((await tagsOfContacts(fixture.actor.firmId, [id])).get(id) ?? []).map(({ name }) => name)
  }
  const labelNames = (first: string) => {
    const ofName = new Map(
      emulator()
        .groups({ account: fixture.googleAccount })
        .map((one) => [one.resourceName, one.name]),
    )
    const found = emulator()
      .persons({ account: fixture.googleAccount })
      .find(({ names }) => names?.[0]?.givenName === first)
    return ((found?.memberships ?? []) as ReturnType<typeof IN>).flatMap(
      (one) => ofName.get(one.contactGroupMembership.contactGroupResourceName) ?? [],
    )
  }
  const tag = async (first: string, added: string[], removed: string[] = []) =>
    saveTagsOf(fixture.actor, await here(first), { added, removed })
  const check = async () => {
    await wakeSyncs(fixture.actor.firmId, { kind: 'contacts' })
    return fixture.syncNow()
  }
  const tagId = async (name: string) =>
    (await tagsOf(fixture.actor)).find((one) => one.name === name)?.id ?? ''
  return { ...fixture, here, tagNames, labelNames, tag, check, tagId }
}
