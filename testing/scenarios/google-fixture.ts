// For *.pg.test.ts: a fixture whose account is Google in the emulator, so that Google's own format is read.
import type { Emulator } from '@/emulator/server'
import type { Person } from '@/lib/providers/google/raw'
import { db } from '@/lib/store/database/client'
import { neededLabels } from '@/lib/store/labels/account-labels'
import type { OnCall } from '@/lib/worker/step-context'
import { googleFixture } from '@/testing/providers/emulator-fixture'
import { setUpFixture } from './fixture'

/** Notes the method, too. */
const withCall = (calls: string[], onCall: OnCall) => (method: string) => {
  calls.push(method)
  return onCall(method)
}

/** A person of the firm, or of a new one, whose account is one of the emulator's; writes there are visible at once. */
export async function setUpGoogleFixture(
  emulator: Emulator,
  phoneRegion: string | null = 'US',
  of: { readonly firmId?: string } = {},
) {
  const google = await googleFixture(emulator)
  emulator.setLag({ ms: 0 })
  const fixture = await setUpFixture({
    ...of,
    open: (_, onCall, collection) =>
      google.open({ onCall: withCall(google.calls, onCall), ...neededLabels(collection) }),
    now: () => new Date(emulator.now()),
  })
  await db(fixture.sync.firmId).firm.update({ where: { id: fixture.sync.firmId }, data: { phoneRegion } })
  const { account } = google
  return {
    ...fixture,
    googleAccount: account,
    calls: google.calls,
    addLabel: (name: string) => emulator.addGroup({ account, name }).resourceName,
    removeLabel: (id: string) => google.open({}).labels?.remove(id),
    renameLabel: (id: string, name: string) => google.open({}).labels?.rename({ id, name: '' }, name),
    labels: () => emulator.groups({ account }).map(({ name, members }) => ({ name, members })),
    add: (fields: Person) => emulator.addPerson({ account, person: fields }).resourceName ?? '',
    edit: (resourceName: string, fields: Person) =>
      emulator.editPerson({ account, resourceName, person: fields }),
    merge: (resourceName: string, ...others: string[]) =>
      emulator.mergePersons({ account, resourceName, others }),
    expireCursors: () => emulator.expireSyncTokens({ account }),
    remove: (resourceName: string) => emulator.deletePerson({ account, resourceName }),
    look: (resourceName: string) => (emulator.person({ account, resourceName }) ?? {}) as Person,
    firstSync: async () => fixture.start(await fixture.preview()),
    syncNow: async () => {
      emulator.advanceClock({ ms: 20 * 60_000 })
      return fixture.later(0)
    },
  }
}
