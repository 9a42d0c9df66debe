// Types the JSON columns that only this program writes. They are not validated by a schema: for 25,000 contacts that would cost more than
// planning them. Bodies of changes are validated: lib/domains/contacts/change-body.ts.

import { isDeepStrictEqual } from 'node:util'
import { type Contact, storedContact } from '@/lib/domains/contacts/value/contact'
import type { ChangeAnswers } from '@/lib/engine/decide'
import type { SyncSettings } from '@/lib/engine/model'
import type { Prisma, RunKind } from '@/lib/store/database/generated/client'

/** The error of a change. `kind` is a provider's outcome or error kind. */
export interface ChangeError {
  readonly kind: string
  readonly field: string | null
  readonly message: string
}

export const DEFAULT_SETTINGS: SyncSettings = { onConflict: 'ask', onLocalDelete: 'keep' }

export const asContact = (json: Prisma.JsonValue): Contact => storedContact(json as Partial<Contact>)
export const asSettings = (json: Prisma.JsonValue): SyncSettings => json as unknown as SyncSettings

/**
 * The settings that apply now. After a restore, until a run is done, no setting decides automatically (ask, keep): the person may since
 * have undone a deletion that was pending in the backup, and an old edit must not overwrite a newer one. The direction and the choice stay.
 */
export const settingsInForce = (sync: {
  readonly settings: Prisma.JsonValue
  readonly restoredAt: Date | null
}): SyncSettings => {
  const settings = asSettings(sync.settings)
  const { direction, only } = settings
  return sync.restoredAt
    ? { ...DEFAULT_SETTINGS, ...(direction && { direction }), ...(only && { only }) }
    : settings
}

/** True if both settings lead to the same plan. */
export const sameSettings = (a: SyncSettings, b: SyncSettings): boolean => isDeepStrictEqual(a, b)

/**
 * True if a person set the sync up again, so that contacts deleted on one side are offered to it again. False after a restore: the person
 * did not ask for it, and contacts deleted since the backup would return.
 */
export const offersAgain = (
  { kind }: { readonly kind: RunKind },
  sync: { readonly restoredAt: Date | null },
): boolean => kind === 'first' && sync.restoredAt === null

export const asAnswers = (json: Prisma.JsonValue): ChangeAnswers => json as unknown as ChangeAnswers
export const asError = (json: Prisma.JsonValue | null): ChangeError | null =>
  json as unknown as ChangeError | null
export const toJson = (value: object): Prisma.InputJsonValue => value as unknown as Prisma.InputJsonValue
