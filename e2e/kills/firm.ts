// A firm with one person and their Google account: the ground of each kind's items (contacts.ts, events.ts), and what the kills and the
// laws ask of them.

import { sealTokens } from '@/lib/auth/consent/tokens'
import { db } from '@/lib/store/database/client'
import type { Actor } from '@/lib/store/firm/actor'
import { saveConnection } from '@/lib/store/sync/connections'
import type { KillWorld } from './world'

export interface KillFirm {
  readonly actor: Actor
  readonly account: string
  readonly syncId: string
  /** People go on working: one item is edited here and another there, of those that both sides have by now. */
  readonly edit: (pick: Pick) => Promise<void>
  /** By key: what both sides must hold in the end. */
  readonly expected: () => ReadonlyMap<string, Fields>
  readonly here: () => Promise<readonly Held[]>
  readonly there: () => readonly Held[]
  /** Tells one state of both sides from another: every write leaves a version behind. */
  readonly versions: () => Promise<string>
  /** Laws of this kind alone that are broken. */
  readonly breaches: () => readonly string[]
}

/** A random position among `count`. */
export type Pick = (count: number) => number

/** By name; an empty text is the same as none. */
export type Fields = Readonly<Record<string, string>>

/** What one side holds under a key. */
export interface Held {
  readonly key: string
  readonly fields: Fields
}

/** `size` items on each side, no sync yet. */
export type CreateFirm = (world: KillWorld, size: number) => Promise<KillFirm>

/** Of each side's items, the share that the other side has too. */
const SHARED = 0.4

/** Numbers of the items that both sides have, and of those that only one has. */
export function shares(size: number): { readonly both: number; readonly alone: number } {
  const both = Math.round(size * SHARED)
  return { both, alone: size - both }
}

export interface FirmOwner {
  readonly name: string
  readonly actor: Actor
  readonly account: string
  readonly connectionId: string
}

/** `scopes`: what the account allowed, beside signing in. */
export async function createOwner({ google }: KillWorld, scopes: readonly string[]): Promise<FirmOwner> {
  const name = `f${crypto.randomUUID().slice(0, 8)}`
  const account = `${name}@example.com`
  const actor: Actor = { userId: crypto.randomUUID(), firmId: crypto.randomUUID(), role: 'admin' }
  const { firmId, userId } = actor
  const { sub } = google.addAccount({ email: account, name })
  await db(firmId).firm.create({ data: { id: firmId, name } })
  const who = { subject: userId, email: account, name, role: 'admin' as const }
  await db(firmId).user.create({ data: { id: userId, firmId, ...who } })
  const { accessToken, refreshToken, expiresAt } = google.issueTokens({ account, scopes })
  const tokens = {
    access_token: accessToken,
    refresh_token: refreshToken,
    expires_at: Math.floor(expiresAt / 1000),
  }
  const connectionId = await saveConnection(
    actor,
    { provider: 'google', accountId: sub, accountEmail: account, scopes },
    (id) => sealTokens(id, tokens),
  )
  if (connectionId === null) throw new Error('the person is not in the firm')
  return { name, actor, account, connectionId }
}
