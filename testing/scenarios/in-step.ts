// The starting point of the tests of whole runs: three people on two sides, and short looks at the results.

import type { StoredBody } from '@/lib/engine/change-body'
import { parseContactBody } from '@/testing/contacts/stored-body'
import { owner } from '@/testing/database/test-database'
import { type Fixture, person, setUpFixture } from './fixture'

export const names = (contacts: readonly { firstName: string; lastName: string }[]) =>
  contacts.map(({ firstName, lastName }) => `${firstName} ${lastName}`.trim()).sort()

/** Ana on both sides, Ben only here, Cho only there; in sync. */
export async function inStep(options: Parameters<typeof setUpFixture>[0] = {}) {
  const fixture = await setUpFixture(options)
  const ana = await fixture.addHere(person('Ana', 'Lima'))
  const ben = await fixture.addHere(person('Ben', 'Okafor'))
  const remoteAna = fixture.account.add(person('Ana', 'Lima', { title: 'Judge' }))
  fixture.account.add(person('Cho', 'Min-ji'))
  fixture.pass(options.limits?.lagMs ?? 0)
  await fixture.start(await fixture.preview())
  return { ...fixture, ana, ben, remoteAna }
}

export const bodyOf = (change: StoredBody | undefined) => {
  if (!change) throw new Error('no such change')
  return parseContactBody(change)
}

export const waitingOf = (fixture: Fixture) =>
  owner().change.findFirstOrThrow({ where: { syncId: fixture.sync.id, state: 'waiting' } })

export const contactHere = async (fixture: Fixture, id: string) =>
  (await fixture.here()).find((contact) => contact.id === id)
