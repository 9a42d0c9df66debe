// Invitations: email addresses that an administrator invited, until the person signs in or the invitation is revoked.

import { asciiLower } from '@/lib/ascii'
import { recordAudit } from '@/lib/store/audit/record'
import { db, withTransaction } from '@/lib/store/database/client'
import type { Invitation, Role } from '@/lib/store/database/generated/client'
import { INVITATION_DAYS } from '@/lib/store/retention/rules'
import { DAY } from '@/lib/time'
import type { Actor } from './actor'
import { mustStillBeAdmin } from './rights'

export async function pendingInvitations(firmId: string): Promise<readonly Invitation[]> {
  return db(firmId).invitation.findMany({ where: { firmId, acceptedAt: null }, orderBy: { email: 'asc' } })
}

const expiry = () => new Date(Date.now() + INVITATION_DAYS * DAY)

/** Inviting an address again changes the role of the invitation. A removed person can be invited again. */
export async function invite(actor: Actor, address: string, role: Role): Promise<'done' | 'alreadyHere'> {
  const { firmId, userId: invitedById } = actor
  const email = asciiLower(address)
  return withTransaction(firmId, async (tx) => {
    await mustStillBeAdmin(tx, actor)
    const people = await tx.user.findMany({ where: { firmId, removedAt: null }, select: { email: true } })
    if (people.some((person) => asciiLower(person.email) === email)) return 'alreadyHere'
    await tx.invitation.upsert({
      where: { firmId_email: { firmId, email } },
      update: { role, invitedById, createdAt: new Date(), expiresAt: expiry(), acceptedAt: null },
      create: { id: crypto.randomUUID(), firmId, email, role, invitedById, expiresAt: expiry() },
    })
    const event = { kind: 'user.invite', userId: invitedById } as const
    await recordAudit(tx, firmId, { ...event, detail: { role }, value: { email } })
    return 'done'
  })
}

/** Makes it valid for as long as a new one. */
export async function renewInvitation(actor: Actor, id: string): Promise<void> {
  const { firmId, userId } = actor
  await withTransaction(firmId, async (tx) => {
    await mustStillBeAdmin(tx, actor)
    const open = await tx.invitation.findFirst({ where: { id, firmId, acceptedAt: null } })
    if (!open) return
    await tx.invitation.update({ where: { id, firmId }, data: { expiresAt: expiry() } })
    await recordAudit(tx, firmId, { kind: 'user.renewInvitation', userId, value: { email: open.email } })
  })
}

export async function revokeInvitation(actor: Actor, id: string): Promise<void> {
  const { firmId, userId } = actor
  await withTransaction(firmId, async (tx) => {
    await mustStillBeAdmin(tx, actor)
    const open = await tx.invitation.findFirst({ where: { id, firmId, acceptedAt: null } })
    if (!open) return
    await tx.invitation.delete({ where: { id, firmId } })
    await recordAudit(tx, firmId, { kind: 'user.revokeInvitation', userId, value: { email: open.email } })
  })
}
