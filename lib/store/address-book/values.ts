// Our own JSON columns as the values they hold. Only this program writes them, so they are not parsed again by schema:
// at 25,000 contacts that would cost more than planning them. Bodies of changes are: lib/domains/contacts/change-body.ts.

import { isDeepStrictEqual } from 'node:util'
import { type Contact, storedContact } from '@/lib/domains/contacts/value/contact'
import type { ChangeAnswers } from '@/lib/engine/decide'
import type { SyncSettings } from '@/lib/engine/model'
import type { Prisma, RunKind } from '@/lib/store/database/generated/client'

/** Why a change could not be made. `kind` is a provider's outcome or error kind. */
export interface ChangeError {
  readonly kind: string
  readonly field: string | null
  readonly message: string
}

export const DEFAULT_SETTINGS: SyncSettings = { onConflict: 'ask', onLocalDelete: 'keep' }

export const asContact = (json: Prisma.JsonValue): Contact => storedContact(json as Partial<Contact>)
export const asSettings = (json: Prisma.JsonValue): SyncSettings => json as unknown as SyncSettings

/**
 * After a restore, until a run is done, no setting decides for its person (ask, keep): a deletion that was on its way in the
 * backup may have been undone since, and an old edit must not win over a newer one.
 */
export const settingsInForce = (sync: {
  readonly settings: Prisma.JsonValue
  readonly restoredAt: Date | null
}): SyncSettings => (sync.restoredAt ? DEFAULT_SETTINGS : asSettings(sync.settings))

/** Two settings under which the same would be planned. */
export const sameSettings = (a: SyncSettings, b: SyncSettings): boolean => isDeepStrictEqual(a, b)

/**
 * Set up again by its person's wish: what one side deleted is offered to it anew. After a restore that wish is not theirs, and
 * what they deleted since would come back.
 */
export const offersAgain = (
  { kind }: { readonly kind: RunKind },
  sync: { readonly restoredAt: Date | null },
): boolean => kind === 'first' && sync.restoredAt === null

export const asAnswers = (json: Prisma.JsonValue): ChangeAnswers => json as unknown as ChangeAnswers
export const asError = (json: Prisma.JsonValue | null): ChangeError | null =>
  json as unknown as ChangeError | null
export const toJson = (value: object): Prisma.InputJsonValue => value as unknown as Prisma.InputJsonValue
