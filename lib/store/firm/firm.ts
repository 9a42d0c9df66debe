// The firm's settings: its name and the region of its phone numbers.
import type { Region } from '@/lib/domains/contacts/text/phone-key'
import { recordAudit } from '@/lib/store/audit/record'
import { type Db, db, type Tx, withTransaction } from '@/lib/store/database/client'
import type { Actor } from './actor'
import { mustStillBeAdmin } from './rights'

export interface FirmSettings {
  readonly name: string
  readonly phoneRegion: Region
}

export async function firmSettings(firmId: string): Promise<FirmSettings> {
  return db(firmId).firm.findFirstOrThrow({
    where: { id: firmId },
    select: { name: true, phoneRegion: true },
  })
}

/** The region of the firm's phone numbers without a country code. */
export async function phoneRegionOf(firmId: string, by: Db | Tx = db(firmId)): Promise<Region> {
  const firm = await by.firm.findFirst({ where: { id: firmId }, select: { phoneRegion: true } })
  return firm?.phoneRegion ?? null
}

/** Throws NotAdministrator. */
export async function saveFirmSettings(actor: Actor, { name, phoneRegion }: FirmSettings): Promise<void> {
  await withTransaction(actor.firmId, async (tx) => {
    await mustStillBeAdmin(tx, actor)
    const { firmId, userId } = actor
    const before = await tx.firm.findUniqueOrThrow({ where: { id: firmId } })
    await tx.firm.update({ where: { id: firmId }, data: { name, phoneRegion } })
    const detail = { from: settingsIn(before), to: { name, phoneRegion } }
    await recordAudit(tx, firmId, { kind: 'settings.firm', userId, detail })
  })
}

const settingsIn = ({ name, phoneRegion }: { name: string; phoneRegion: Region }): FirmSettings => ({
  name,
  phoneRegion,
})
