// For *.pg.test.ts: a stage whose account is Google as the emulator plays it, so that what Google says is read as Google says it.
import type { Emulator } from '@/e2e/emulator/server'
import { db } from '@/lib/db/client'
import { googleStage } from '@/lib/providers/google/emulator-stage'
import type { Person } from '@/lib/providers/google/raw'
import { setStage } from './stage'

/** A firm whose person's account is one of the emulator's; what was written there shows at once. */
export async function setGoogleStage(emulator: Emulator, phoneRegion: string | null = 'US') {
  const google = await googleStage(emulator)
  emulator.setLag({ ms: 0 })
  const stage = await setStage({ open: () => google.provider, now: () => new Date(emulator.now()) })
  await db(stage.sync.firmId).firm.update({ where: { id: stage.sync.firmId }, data: { phoneRegion } })
  const { account } = google
  return {
    ...stage,
    googleAccount: account,
    add: (fields: Person) => emulator.addPerson({ account, person: fields }).resourceName ?? '',
    edit: (resourceName: string, fields: Person) =>
      emulator.editPerson({ account, resourceName, person: fields }),
    merge: (resourceName: string, ...others: string[]) =>
      emulator.mergePersons({ account, resourceName, others }),
    expireCursors: () => emulator.expireSyncTokens({ account }),
    remove: (resourceName: string) => emulator.deletePerson({ account, resourceName }),
    look: (resourceName: string) => (emulator.person({ account, resourceName }) ?? {}) as Person,
    firstSync: async () => stage.start(await stage.preview()),
    syncNow: async () => {
      emulator.advanceClock({ ms: 20 * 60_000 })
      return stage.later(0)
    },
  }
}
