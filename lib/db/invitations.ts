// Invitations: e-mail addresses that an administrator let in, until the person signs in or the invitation is revoked.
import type { Actor } from './actor'
import { db, withTransaction } from './client'
import type { Invitation, Role } from './generated/client'
import { mustStillBeAdmin } from './rights'

export async function pendingInvitations(firmId: string): Promise<readonly Invitation[]> {
  return db(firmId).invitation.findMany({ where: { firmId, acceptedAt: null }, orderBy: { email: 'asc' } })
}

/** Inviting an address again changes the role it will get, and lets a removed person back in. */
export async function invite(actor: Actor, address: string, role: Role): Promise<'done' | 'alreadyHere'> {
  const { firmId, userId: invitedById } = actor
  const email = address.toLowerCase()
  return withTransaction(firmId, async (tx) => {
    await mustStillBeAdmin(tx, actor)
    const here = await tx.user.findFirst({
      where: { firmId, removedAt: null, email: { equals: email, mode: 'insensitive' } },
    })
    if (here) return 'alreadyHere'
    await tx.invitation.upsert({
      where: { firmId_email: { firmId, email } },
      update: { role, invitedById, createdAt: new Date(), acceptedAt: null },
      create: { id: crypto.randomUUID(), firmId, email, role, invitedById },
    })
    return 'done'
  })
}

export async function revokeInvitation(actor: Actor, id: string): Promise<void> {
  const { firmId } = actor
  await withTransaction(firmId, async (tx) => {
    await mustStillBeAdmin(tx, actor)
    await tx.invitation.deleteMany({ where: { id, firmId, acceptedAt: null } })
  })
}
