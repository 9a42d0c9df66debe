// Connections: people's consents to accounts, with their encrypted tokens. A person has one live connection at a provider; former ones
// stay as rows without tokens, so that setting up again finds their links.

import type { ProviderName } from '@/lib/providers/registry'
import { recordAudit } from '@/lib/store/audit/record'
import { db, type Tx, withTransaction } from '@/lib/store/database/client'
import { isAccountInUse, type OfFirm } from '@/lib/store/database/cross-tenant'
import type { Connection, Prisma } from '@/lib/store/database/generated/client'
import { type Actor, ownSyncs } from '@/lib/store/firm/actor'
import { mustStillBeAdmin } from '@/lib/store/firm/rights'
import type { KindName } from '@/lib/store/kinds/kind'
import { askForCleanUp } from '@/lib/store/retention/clean-up'
import { eraseMirrorsOf } from '@/lib/store/retention/mirror'
import { type StoppedBy, stopSyncsOf } from './syncs'

/** As lib/auth/consent/tokens.ts encrypts them. */
export interface SealedTokens {
  readonly accessToken: string
  readonly accessTokenExpiresAt: Date
  readonly refreshToken?: string
}

/** The account that gave the consent. */
export interface ConnectedAccount {
  readonly provider: ProviderName
  readonly accountId: string
  readonly accountEmail: string
  readonly scopes: readonly string[]
}

/** The data of a connection that pages may show. */
export interface ConnectionView {
  readonly id: string
  readonly provider: ProviderName
  readonly accountId: string
  readonly accountEmail: string
  /** What the account allowed, as the provider names it (lib/auth/consent/purpose.ts says what for). */
  readonly scopes: readonly string[]
  readonly connectedAt: Date
  readonly consentLostAt: Date | null
  /** Calendars alone are refused since then; `scopes` has what was allowed. */
  readonly calendarsLostAt: Date | null
  /** The account that was synced before, if it was another one: both accounts' contacts would be mixed. Null once this one syncs. */
  readonly previous: PreviousAccount | null
}

/** Since when a kind has no access to the account; null while it has. Calendars can lose theirs alone. */
export const lostAt = (
  { consentLostAt, calendarsLostAt }: Pick<ConnectionView, 'consentLostAt' | 'calendarsLostAt'>,
  kind: KindName,
): Date | null => consentLostAt ?? (kind === 'events' ? calendarsLostAt : null)

export interface PreviousAccount {
  readonly email: string
  /** Contacts of the firm that are linked with it. */
  readonly contacts: number
}

/** The person's live connection, or null. */
export async function connectionOf(
  actor: { readonly userId: string; readonly firmId: string },
  provider: ProviderName,
): Promise<ConnectionView | null> {
  const where = { firmId: actor.firmId, userId: actor.userId, provider }
  const ours = db(actor.firmId)
  const live = await ours.connection.findFirst({ where: { ...where, disconnectedAt: null } })
  if (!live) return null
  const synced = await ours.sync.findFirst({
    where: { firmId: actor.firmId, startedAt: { not: null }, connection: where },
    include: { connection: true, _count: { select: { links: { where: { tombstone: null } } } } },
    orderBy: { startedAt: 'desc' },
  })
  const { id, accountId, accountEmail, scopes, connectedAt, consentLostAt, calendarsLostAt } = live
  return {
    id,
    provider,
    accountId,
    accountEmail,
    scopes,
    connectedAt,
    consentLostAt,
    calendarsLostAt,
    previous:
      synced && synced.connectionId !== live.id && synced._count.links > 0
        ? { email: synced.connection.accountEmail, contacts: synced._count.links }
        : null,
  }
}

/** Name of the provider whose account a sync of the actor reads; null if the sync is not theirs. */
export async function providerOfSync(actor: Actor, syncId: string): Promise<string | null> {
  const sync = await db(actor.firmId).sync.findFirst({
    where: { id: syncId, ...ownSyncs(actor) },
    select: { connection: { select: { provider: true } } },
  })
  return sync?.connection.provider ?? null
}

/** Live connections of a person. */
export async function connectionsOf(firmId: string, userId: string): Promise<readonly { id: string }[]> {
  return db(firmId).connection.findMany({
    where: { firmId, userId, disconnectedAt: null },
    select: { id: true },
  })
}

/**
 * Stores a consent and returns the connection's id, which is always the same for one account, so that its links are found again.
 * `sealed` gets that id, since tokens are encrypted for it. Another account's connection is closed. Null if the person was removed from
 * the firm during the consent; then nothing is stored.
 */
export async function saveConnection(
  actor: Actor,
  { provider, accountId, accountEmail, scopes }: ConnectedAccount,
  sealed: (connectionId: string) => SealedTokens,
): Promise<string | null> {
  const { userId, firmId } = actor
  const saved = await withTransaction(firmId, async (tx) => {
    // A removal at the same time either runs first and is noticed here, or runs later and closes this connection.
    const [person] = await tx.$queryRaw<readonly { readonly id: string }[]>`
      select id from "User" where id = ${userId}::uuid and "firmId" = ${firmId}::uuid and "removedAt" is null for update`
    if (!person) return null
    const others = await tx.connection.findMany({
      where: { userId, provider, accountId: { not: accountId }, disconnectedAt: null },
    })
    for (const { id } of others) await close(tx, actor, id)
    const key = { userId, provider, accountId }
    const known = await tx.connection.findUnique({ where: { userId_provider_accountId: key } })
    const id = known?.id ?? crypto.randomUUID()
    const consent = {
      accountEmail,
      scopes: [...scopes],
      ...sealed(id),
      connectedAt: new Date(),
      consentLostAt: null,
      calendarsLostAt: null,
      disconnectedAt: null,
    }
    await tx.connection.upsert({ where: { id }, update: consent, create: { id, firmId, ...key, ...consent } })
    const detail = { provider, scopes: consent.scopes }
    await recordAudit(tx, firmId, { kind: 'account.connect', userId, detail, value: { email: accountEmail } })
    return { id, closed: others.map((other) => other.id) }
  })
  if (!saved) return null
  for (const id of saved.closed) await eraseClosed({ id, firmId })
  return saved.id
}

export async function getConnection({ id, firmId }: OfFirm): Promise<Connection | null> {
  return db(firmId).connection.findFirst({ where: { id, firmId } })
}

/** A grant as it was when the provider was called. */
type Grant = Pick<Connection, 'id' | 'firmId' | 'refreshToken'>

/** Neither replaced nor revoked since. */
const sameGrant = ({ id, firmId, refreshToken }: Grant): Prisma.ConnectionWhereInput => ({
  ...{ id, firmId, refreshToken },
  ...{ disconnectedAt: null, consentLostAt: null },
})

/** False if the grant was replaced meanwhile: nothing was stored. */
export async function storeTokens(asked: Grant, tokens: SealedTokens): Promise<boolean> {
  const { count } = await db(asked.firmId).connection.updateMany({ where: sameGrant(asked), data: tokens })
  return count === 1
}

/** False if the grant was replaced meanwhile: nothing was stored. */
export async function loseConsent(asked: Grant, at: Date): Promise<boolean> {
  return withTransaction(asked.firmId, async (tx) => {
    const { count } = await tx.connection.updateMany({
      where: sameGrant(asked),
      data: { consentLostAt: at, accessToken: null, accessTokenExpiresAt: null },
    })
    if (count !== 1) return false
    const { firmId, userId, provider, accountEmail } = await tx.connection.findFirstOrThrow({
      where: { id: asked.id, firmId: asked.firmId },
    })
    const event = { kind: 'account.lose', userId: null, subjectId: userId } as const
    await recordAudit(tx, firmId, { ...event, detail: { provider }, value: { email: accountEmail } })
    return true
  })
}

export interface Closed {
  /** The connection before its tokens were erased. */
  readonly connection: Connection
  /** Another person, in this firm or another, is connected to the same account. */
  readonly shared: boolean
}

/** Stops its syncs and erases its tokens and the account's stored data; null if it is closed already or the actor may not close it. */
export async function closeConnection(actor: Actor, id: string): Promise<Closed | null> {
  const closed = await withTransaction(actor.firmId, async (tx) => {
    const mine = actor.role === 'admin' ? {} : { userId: actor.userId }
    const found = await tx.connection.findFirst({ where: { id, firmId: actor.firmId, ...mine } })
    if (!found) return null
    if (found.userId !== actor.userId) await mustStillBeAdmin(tx, actor)
    return closeLive(tx, actor, id)
  })
  if (closed) await eraseClosed({ id, firmId: actor.firmId })
  return closed
}

/** Erases as much as one request can wait for; the next clean-up, which is due now, erases the rest. */
async function eraseClosed(connection: OfFirm): Promise<void> {
  const now = new Date()
  await askForCleanUp(connection.firmId, now)
  await eraseMirrorsOf(connection, now)
}

/** Like closeConnection, for a person who was removed from the firm; null if it is closed already, or if its person is in the firm. */
export async function closeOfRemoved({ id, firmId }: OfFirm): Promise<Closed | null> {
  const closed = await withTransaction(firmId, async (tx) => {
    const gone = { id, firmId, user: { removedAt: { not: null } } }
    if ((await tx.connection.count({ where: gone })) === 0) return null
    return closeLive(tx, { firmId, userId: null }, id)
  })
  if (closed) await eraseClosed({ id, firmId })
  return closed
}

async function closeLive(tx: Tx, by: StoppedBy, id: string): Promise<Closed | null> {
  await tx.$queryRaw`select id from "Connection" where id = ${id}::uuid for update`
  const connection = await tx.connection.findFirst({
    where: { id, firmId: by.firmId, disconnectedAt: null },
  })
  if (!connection) return null
  await close(tx, by, id)
  return { connection, shared: await isAccountInUse(tx, connection.provider, connection.accountId) }
}

async function close(tx: Tx, by: StoppedBy, id: string): Promise<void> {
  await stopSyncsOf(tx, by, id)
  const { userId, provider, accountEmail } = await tx.connection.update({
    where: { id },
    data: { refreshToken: null, accessToken: null, accessTokenExpiresAt: null, disconnectedAt: new Date() },
  })
  const event = { kind: 'account.disconnect', userId: by.userId, subjectId: userId } as const
  await recordAudit(tx, by.firmId, { ...event, detail: { provider }, value: { email: accountEmail } })
}
