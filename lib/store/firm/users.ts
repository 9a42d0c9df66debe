// The people of a firm: who is admitted, and their roles. A person is identified by the issuer and subject of their account, an
// invitation
// by its email address. A firm never loses its last administrator.

import { asciiLower } from '@/lib/ascii'
import type { Region } from '@/lib/domains/contacts/text/phone-key'
import { env, isLoopback } from '@/lib/env'
import { recordAudit } from '@/lib/store/audit/record'
import { db, type Tx, withTransaction } from '@/lib/store/database/client'
import {
  firmExists,
  type Identity,
  type Invited,
  invitationsOf,
  type OfFirm,
  userOfSubject,
} from '@/lib/store/database/cross-tenant'
import type { Invitation, Role, User } from '@/lib/store/database/generated/client'
import { stopSyncsOf } from '@/lib/store/sync/syncs'
import type { Actor } from './actor'
import { mustStillBeAdmin } from './rights'

/** `zone` null: times are shown in the zone of the person's browser. */
export async function saveTimeZone({ firmId, userId }: Actor, zone: string | null): Promise<void> {
  await withTransaction(firmId, async (tx) => {
    const before = await tx.user.findFirst({ where: { firmId, id: userId }, select: { timeZone: true } })
    if (!before || before.timeZone === zone) return
    await tx.user.updateMany({ where: { firmId, id: userId }, data: { timeZone: zone } })
    const detail = { from: before, to: { timeZone: zone } }
    await recordAudit(tx, firmId, { kind: 'settings.profile', userId, detail })
  })
}

/** The account that is signing in, according to the identity provider. */
export interface Account extends Identity {
  readonly email: string
  readonly emailVerified: boolean
  readonly name: string
  /** The likely region of a firm that they create. */
  readonly region?: Region
}

export type Admission =
  | { readonly kind: 'admitted'; readonly userId: string }
  /** Several firms have invited them, so they choose one. */
  | { readonly kind: 'choose'; readonly firms: readonly FirmName[] }
  | {
      readonly kind: 'refused'
      readonly reason: 'unverified' | 'notInvited' | 'expired' | 'removed' | 'notFounder'
    }

export interface FirmName {
  readonly firmId: string
  readonly name: string
}

/** Held while a new person is admitted, so that two first people at once do not create two firms. */
const ADMISSION_LOCK = 4_702_111

/**
 * Signs in a known or invited person. On an empty database, a person who may do so creates the firm and is its administrator.
 * `firmId`: the firm that a person with several invitations chose.
 */
export async function admit(account: Account, firmId?: string): Promise<Admission> {
  const known = await userOfSubject(account)
  if (known && !known.removed) return seen(known, account)
  if (!account.emailVerified) return { kind: 'refused', reason: 'unverified' }
  return (await found(account)) ?? (await accept(account, firmId))
}

/** Whether this address may create the firm. If others can reach Concord, only FOUNDER_EMAIL may. */
function mayCreateFirm(email: string): boolean {
  const settings = env()
  return settings.FOUNDER_EMAIL ? asciiLower(email) === settings.FOUNDER_EMAIL : isLoopback(settings)
}

async function seen({ id, firmId }: OfFirm, { email, name }: Account): Promise<Admission> {
  const data = { email, name, lastSeenAt: new Date() }
  await db(firmId).user.updateMany({ where: { id, firmId, removedAt: null }, data })
  return { kind: 'admitted', userId: id }
}

/** Null if a firm exists already. */
function found({ issuer, subject, email, name, region = null }: Account): Promise<Admission | null> {
  const firmId = crypto.randomUUID()
  const userId = crypto.randomUUID()
  return withTransaction(firmId, async (tx) => {
    await lockAdmission(tx)
    if (await firmExists(tx)) return null
    if (!mayCreateFirm(email)) return { kind: 'refused', reason: 'notFounder' }
    await tx.firm.create({ data: { id: firmId, name: `${name}’s firm`, phoneRegion: region } })
    await tx.user.create({
      data: { id: userId, firmId, issuer, subject, email, name, role: 'admin', lastSeenAt: new Date() },
    })
    await recordAudit(tx, firmId, { kind: 'user.join', userId, detail: { role: 'admin' }, value: { email } })
    return { kind: 'admitted', userId }
  })
}

async function accept(account: Account, firmId: string | undefined): Promise<Admission> {
  const invitations = await invitationsOf(asciiLower(account.email))
  const open = invitations.filter(({ expired }) => !expired)
  const [first] = open
  const chosen = open.length > 1 ? open.find((one) => one.firmId === firmId) : first
  if (chosen) return acceptOne(account, chosen)
  if (first) return { kind: 'choose', firms: await namesOf(open) }
  if (invitations.length > 0) return { kind: 'refused', reason: 'expired' }
  return withoutInvitation(await userOfSubject(account))
}

/** The firms that have invited the address, by name. */
export const invitingFirms = async (email: string): Promise<readonly FirmName[]> =>
  namesOf((await invitationsOf(asciiLower(email))).filter(({ expired }) => !expired))

const namesOf = (invited: readonly Invited[]): Promise<readonly FirmName[]> =>
  Promise.all(
    invited.map(async ({ firmId }) => {
      const { name } = await db(firmId).firm.findFirstOrThrow({
        where: { id: firmId },
        select: { name: true },
      })
      return { firmId, name }
    }),
  )

async function acceptOne(account: Account, { id, firmId }: OfFirm): Promise<Admission> {
  await leaveFormerFirm(account, firmId)
  return withTransaction(firmId, async (tx) => {
    await lockAdmission(tx)
    // Checked again under the lock: another tab may have admitted the same person meanwhile.
    const known = await userOfSubject(account, tx)
    const open = await tx.invitation.findFirst({
      where: { id, firmId, acceptedAt: null, expiresAt: { gt: new Date() } },
    })
    return open && known?.removed !== false ? join(tx, open, known, account) : withoutInvitation(known)
  })
}

/** A person who joins another firm becomes a new user there; their history in the first firm stays there under their name. */
async function leaveFormerFirm(account: Identity, joins: string): Promise<void> {
  const known = await userOfSubject(account)
  if (!known?.removed || known.firmId === joins) return
  const { id, firmId } = known
  await db(firmId).user.updateMany({ where: { id, firmId }, data: { subject: `left:${id}` } })
}

async function join(
  tx: Tx,
  { id: invitationId, firmId, role }: Invitation,
  known: OfFirm | null,
  { issuer, subject, email, name }: Account,
): Promise<Admission> {
  const now = new Date()
  const person = { email, name, role, lastSeenAt: now, removedAt: null }
  const { id } = known
    ? await tx.user.update({ where: { id: known.id, firmId }, data: person })
    : await tx.user.create({ data: { id: crypto.randomUUID(), firmId, issuer, subject, ...person } })
  await tx.invitation.update({ where: { id: invitationId }, data: { acceptedAt: now } })
  await recordAudit(tx, firmId, { kind: 'user.join', userId: id, detail: { role }, value: { email } })
  return { kind: 'admitted', userId: id }
}

function withoutInvitation(known: Awaited<ReturnType<typeof userOfSubject>>): Admission {
  if (known && !known.removed) return { kind: 'admitted', userId: known.id }
  return { kind: 'refused', reason: known ? 'removed' : 'notInvited' }
}

async function lockAdmission(tx: Tx): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(${ADMISSION_LOCK})`
}

/** The name of the person's firm, and when they joined it. */
export async function getFirmMembership({ userId, firmId }: Actor): Promise<{ firm: string; since: Date }> {
  const where = { id: userId, firmId }
  const user = await db(firmId).user.findFirstOrThrow({ where, include: { firm: true } })
  return { firm: user.firm.name, since: user.createdAt }
}

export async function listUsers(firmId: string): Promise<readonly User[]> {
  return db(firmId).user.findMany({
    where: { firmId, removedAt: null },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
}

/** Names of the firm's administrators, who can grant the role. */
export async function administrators(firmId: string): Promise<readonly string[]> {
  const admins = await db(firmId).user.findMany({
    where: { firmId, role: 'admin', removedAt: null },
    orderBy: { createdAt: 'asc' },
  })
  return admins.map((user) => user.name)
}

export type UserChange = 'done' | 'missing' | 'lastAdmin'

export async function changeRole(actor: Actor, userId: string, role: Role): Promise<UserChange> {
  return withTransaction(actor.firmId, async (tx) => {
    await mustStillBeAdmin(tx, actor)
    const user = await userOfFirm(tx, actor, userId)
    if (!user) return 'missing'
    if (role !== 'admin' && (await isLastAdmin(tx, user))) return 'lastAdmin'
    if (user.role === role) return 'done'
    await tx.user.update({ where: { id: userId }, data: { role } })
    const detail = { from: user.role, to: role }
    await recordAudit(tx, actor.firmId, {
      kind: 'user.role',
      userId: actor.userId,
      subjectId: userId,
      detail,
    })
    return 'done'
  })
}

/** Their sessions end and their syncs stop at once. Their history stays. */
export async function removeUser(actor: Actor, userId: string): Promise<UserChange> {
  return withTransaction(actor.firmId, async (tx) => {
    await mustStillBeAdmin(tx, actor)
    const user = await userOfFirm(tx, actor, userId)
    if (!user) return 'missing'
    if (await isLastAdmin(tx, user)) return 'lastAdmin'
    const connections = await tx.connection.findMany({ where: { userId } })
    for (const { id } of connections) await stopSyncsOf(tx, actor, id)
    const now = new Date()
    await tx.user.update({ where: { id: userId }, data: { removedAt: now } })
    // Includes sessions that an invitation would make valid again.
    const open = { firmId: actor.firmId, userId, endedAt: null }
    await tx.session.updateMany({ where: open, data: { endedAt: now } })
    await recordAudit(tx, actor.firmId, { kind: 'user.remove', userId: actor.userId, subjectId: userId })
    return 'done'
  })
}

async function userOfFirm(tx: Tx, actor: Actor, userId: string): Promise<User | null> {
  return tx.user.findFirst({ where: { id: userId, firmId: actor.firmId, removedAt: null } })
}

async function isLastAdmin(tx: Tx, user: User): Promise<boolean> {
  if (user.role !== 'admin') return false
  return (await tx.user.count({ where: { firmId: user.firmId, role: 'admin', removedAt: null } })) === 1
}
