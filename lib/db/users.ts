// The people of a firm: who is let in, who may what. A person is known by the subject of their account, an invitation by
// its e-mail address. A firm never loses its last administrator.
import type { Actor } from './actor'
import { db, type Tx, withTransaction } from './client'
import { isFounded, type Owned, openInvitation, userOfSubject } from './doors'
import type { Invitation, Role, User } from './generated/client'
import { mustStillBeAdmin } from './rights'
import { stopSyncsOf } from './syncs'

/** Who the identity provider says is signing in. */
export interface Account {
  readonly subject: string
  readonly email: string
  readonly emailVerified: boolean
  readonly name: string
}

export type Admission =
  | { readonly kind: 'admitted'; readonly userId: string }
  | { readonly kind: 'refused'; readonly reason: 'unverified' | 'notInvited' | 'removed' }

/** Held while somebody new is let in, so that two first people at once do not make two firms. */
const ADMISSION_LOCK = 4_702_111

/** Lets in whoever is known or invited; on an empty database the first person founds the firm and is its administrator. */
export async function admit(account: Account): Promise<Admission> {
  const known = await userOfSubject(account.subject)
  if (known && !known.removed) return seen(known, account)
  if (!account.emailVerified) return { kind: 'refused', reason: 'unverified' }
  return (await found(account)) ?? (await accept(account))
}

async function seen({ id, firmId }: Owned, { email, name }: Account): Promise<Admission> {
  const data = { email, name, lastSeenAt: new Date() }
  await db(firmId).user.updateMany({ where: { id, firmId, removedAt: null }, data })
  return { kind: 'admitted', userId: id }
}

/** Null when there is a firm already. */
function found({ subject, email, name }: Account): Promise<Admission | null> {
  const firmId = crypto.randomUUID()
  const userId = crypto.randomUUID()
  return withTransaction(firmId, async (tx) => {
    await lockAdmission(tx)
    if (await isFounded(tx)) return null
    await tx.firm.create({ data: { id: firmId, name: `${name}’s firm` } })
    await tx.user.create({
      data: { id: userId, firmId, subject, email, name, role: 'admin', lastSeenAt: new Date() },
    })
    return { kind: 'admitted', userId }
  })
}

async function accept(account: Account): Promise<Admission> {
  const invitation = await openInvitation(account.email.toLowerCase())
  if (!invitation) return withoutInvitation(await userOfSubject(account.subject))
  await leaveFormerFirm(account.subject, invitation.firmId)
  return withTransaction(invitation.firmId, async (tx) => {
    await lockAdmission(tx)
    // Asked again inside the lock: the same person may have been let in meanwhile, by another tab.
    const known = await userOfSubject(account.subject, tx)
    const open = await tx.invitation.findFirst({ where: { ...invitation, acceptedAt: null } })
    return open && known?.removed !== false ? join(tx, open, known, account) : withoutInvitation(known)
  })
}

/** Whoever joins another firm begins there as somebody new; what they did in the first one stays there under their name. */
async function leaveFormerFirm(subject: string, joins: string): Promise<void> {
  const known = await userOfSubject(subject)
  if (!known?.removed || known.firmId === joins) return
  const { id, firmId } = known
  await db(firmId).user.updateMany({ where: { id, firmId }, data: { subject: `left:${id}` } })
}

async function join(
  tx: Tx,
  { id: invitationId, firmId, role }: Invitation,
  known: Owned | null,
  { subject, email, name }: Account,
): Promise<Admission> {
  const now = new Date()
  const person = { email, name, role, lastSeenAt: now, removedAt: null }
  const { id } = known
    ? await tx.user.update({ where: { id: known.id, firmId }, data: person })
    : await tx.user.create({ data: { id: crypto.randomUUID(), firmId, subject, ...person } })
  await tx.invitation.update({ where: { id: invitationId }, data: { acceptedAt: now } })
  return { kind: 'admitted', userId: id }
}

function withoutInvitation(known: Awaited<ReturnType<typeof userOfSubject>>): Admission {
  if (known && !known.removed) return { kind: 'admitted', userId: known.id }
  return { kind: 'refused', reason: known ? 'removed' : 'notInvited' }
}

async function lockAdmission(tx: Tx): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(${ADMISSION_LOCK})`
}

/** The name of the person's firm, and since when they are in it. */
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

/** Names of the firm's administrators: whom to ask for the role. */
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
    await tx.user.update({ where: { id: userId }, data: { role } })
    return 'done'
  })
}

/** From the next request on they are signed out everywhere; their syncs stop at once. Their history stays. */
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
    // Also those that an invitation would wake again.
    const open = { firmId: actor.firmId, userId, endedAt: null }
    await tx.session.updateMany({ where: open, data: { endedAt: now } })
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
