// The people of a firm: who is let in, who is asking, who may what. A person is known by the subject of their account,
// an invitation by its e-mail address. A firm never loses its last administrator.
import type { Actor } from './actor'
import { db, type Tx, withTransaction } from './client'
import type { Role, User } from './generated/client'
import { mustBeAdmin } from './rights'
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
  const known = await db().user.findUnique({ where: { subject: account.subject } })
  if (known && !known.removedAt) return seen(known, account)
  if (!account.emailVerified) return { kind: 'refused', reason: 'unverified' }
  return withTransaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(${ADMISSION_LOCK})`
    if ((await tx.firm.count()) === 0) return found(tx, account)
    return accept(tx, account)
  })
}

async function seen(user: User, { email, name }: Account): Promise<Admission> {
  await db().user.update({ where: { id: user.id }, data: { email, name, lastSeenAt: new Date() } })
  return { kind: 'admitted', userId: user.id }
}

async function found(tx: Tx, { subject, email, name }: Account): Promise<Admission> {
  const firmId = crypto.randomUUID()
  const userId = crypto.randomUUID()
  await tx.firm.create({ data: { id: firmId, name: `${name}’s firm` } })
  await tx.user.create({
    data: { id: userId, firmId, subject, email, name, role: 'admin', lastSeenAt: new Date() },
  })
  return { kind: 'admitted', userId }
}

/** Asked again inside the lock: the same person may have been let in meanwhile, by another tab. */
async function accept(tx: Tx, { subject, email, name }: Account): Promise<Admission> {
  const known = await tx.user.findUnique({ where: { subject } })
  if (known && !known.removedAt) return { kind: 'admitted', userId: known.id }
  const invitation = await tx.invitation.findFirst({
    where: { email: email.toLowerCase(), acceptedAt: null },
    orderBy: { createdAt: 'desc' },
  })
  if (!invitation) return { kind: 'refused', reason: known ? 'removed' : 'notInvited' }
  const { firmId, role } = invitation
  const now = new Date()
  const person = { firmId, email, name, role, lastSeenAt: now, removedAt: null }
  const { id } = await tx.user.upsert({
    where: { subject },
    update: person,
    create: { id: crypto.randomUUID(), subject, ...person },
  })
  await tx.invitation.update({ where: { id: invitation.id }, data: { acceptedAt: now } })
  return { kind: 'admitted', userId: id }
}

/** The person as they are now; null once removed. */
export async function activeUser(userId: string) {
  const user = await db().user.findFirst({ where: { id: userId, removedAt: null } })
  if (!user) return null
  return { userId: user.id, firmId: user.firmId, role: user.role, name: user.name, email: user.email }
}

/** The name of the person's firm, and since when they are in it. */
export async function getFirmMembership({ userId }: Actor): Promise<{ firm: string; since: Date }> {
  const user = await db().user.findUniqueOrThrow({ where: { id: userId }, include: { firm: true } })
  return { firm: user.firm.name, since: user.createdAt }
}

/** The id behind an account that was just admitted. */
export async function userIdOf(subject: string): Promise<string | null> {
  const user = await db().user.findFirst({ where: { subject, removedAt: null }, select: { id: true } })
  return user?.id ?? null
}

export async function listUsers(firmId: string): Promise<readonly User[]> {
  return db().user.findMany({ where: { firmId, removedAt: null }, orderBy: [{ name: 'asc' }, { id: 'asc' }] })
}

/** Names of the firm's administrators: whom to ask for the role. */
export async function administrators(firmId: string): Promise<readonly string[]> {
  const admins = await db().user.findMany({
    where: { firmId, role: 'admin', removedAt: null },
    orderBy: { createdAt: 'asc' },
  })
  return admins.map((user) => user.name)
}

export type UserChange = 'done' | 'missing' | 'lastAdmin'

export async function changeRole(actor: Actor, userId: string, role: Role): Promise<UserChange> {
  mustBeAdmin(actor)
  return withTransaction(async (tx) => {
    const user = await lockedUser(tx, actor, userId)
    if (!user) return 'missing'
    if (role !== 'admin' && (await isLastAdmin(tx, user))) return 'lastAdmin'
    await tx.user.update({ where: { id: userId }, data: { role } })
    return 'done'
  })
}

/** From the next request on they are signed out; their syncs stop at once. Their history stays. */
export async function removeUser(actor: Actor, userId: string): Promise<UserChange> {
  mustBeAdmin(actor)
  return withTransaction(async (tx) => {
    const user = await lockedUser(tx, actor, userId)
    if (!user) return 'missing'
    if (await isLastAdmin(tx, user)) return 'lastAdmin'
    const connections = await tx.connection.findMany({ where: { userId } })
    for (const { id } of connections) await stopSyncsOf(tx, actor, id)
    await tx.user.update({ where: { id: userId }, data: { removedAt: new Date() } })
    return 'done'
  })
}

/** The firm's row is locked with it, so that two administrators cannot demote each other at once. */
async function lockedUser(tx: Tx, actor: Actor, userId: string): Promise<User | null> {
  await tx.$queryRaw`select id from "Firm" where id = ${actor.firmId}::uuid for update`
  return tx.user.findFirst({ where: { id: userId, firmId: actor.firmId, removedAt: null } })
}

async function isLastAdmin(tx: Tx, user: User): Promise<boolean> {
  if (user.role !== 'admin') return false
  return (await tx.user.count({ where: { firmId: user.firmId, role: 'admin', removedAt: null } })) === 1
}
