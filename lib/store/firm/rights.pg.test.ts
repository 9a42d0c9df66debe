// Administrators' actions by somebody who is demoted or removed at the same moment: they take effect before that, never after.
import { beforeEach, describe, expect, it } from 'vitest'
import { restoreBeside } from '@/lib/store/address-book/replacements'
import { syncNow } from '@/lib/store/runs/runs'
import { closeConnection } from '@/lib/store/sync/connections'
import { stopSync } from '@/lib/store/sync/syncs'
import { type FirmRows, setFirm } from '@/testing/database/firm-rows'
import { owner, withDatabase } from '@/testing/database/test-database'
import type { Actor } from './actor'
import { invite, renewInvitation, revokeInvitation } from './invitations'
import { endSessions } from './sessions'
import { changeRole, removeUser } from './users'

withDatabase()

/** Ana is the administrator of the fixture; Ben is the one who loses the role. */
let ours: FirmRows
let ben: Actor

beforeEach(async () => {
  ours = await setFirm(crypto.randomUUID().slice(0, 8))
  ben = { userId: crypto.randomUUID(), firmId: ours.firm, role: 'admin' }
  const { userId: id, firmId, role } = ben
  await owner().user.create({
    data: { id, firmId, role, subject: id, email: `${id}@example.com`, name: 'Ben' },
  })
})

const ACTIONS: Readonly<Record<string, () => Promise<unknown>>> = {
  changeRole: () => changeRole(ben, ours.user, 'member'),
  removeUser: () => removeUser(ben, ours.user),
  invite: () => invite(ben, 'eve@example.com', 'admin'),
  renewInvitation: () => renewInvitation(ben, ours.invitation),
  revokeInvitation: () => revokeInvitation(ben, ours.invitation),
  endSessions: () => endSessions(ben, ours.user, 'all', new Date()),
  restoreBeside: () => restoreBeside(ben, ours.contact, { both: true }),
  closeConnection: () => closeConnection(ben, ours.otherConnection),
  stopSync: () => stopSync(ben, ours.running),
  syncNow: () => syncNow(ben, ours.running),
}

describe.each(Object.keys(ACTIONS))('%s', (name) => {
  const act = () => (ACTIONS[name] as () => Promise<unknown>)()

  it('is refused to a person who was demoted after their request began', async () => {
    await owner().user.update({ where: { id: ben.userId }, data: { role: 'member' } })
    await expect(act()).rejects.toThrow('only an administrator')
  })

  it('is refused to a person who was removed after their request began', async () => {
    await owner().user.update({ where: { id: ben.userId }, data: { removedAt: new Date() } })
    await expect(act()).rejects.toThrow('only an administrator')
  })

  it('waits for a demotion in progress, and then respects it', async () => {
    const order: string[] = []
    let acting: Promise<unknown> = Promise.resolve()
    await owner().$transaction(async (tx) => {
      await tx.$queryRaw`select id from "Firm" where id = ${ours.firm}::uuid for no key update`
      acting = act().then(
        () => order.push('acted'),
        () => order.push('refused'),
      )
      await tx.user.update({ where: { id: ben.userId }, data: { role: 'member' } })
      order.push('demoted')
    })
    await acting
    expect(order).toEqual(['demoted', 'refused'])
  })
})

it('a promotion by a person who is being demoted never takes effect after the demotion', async () => {
  for (let round = 0; round < 20; round += 1) {
    const eve = crypto.randomUUID()
    const row = { id: eve, firmId: ours.firm, subject: eve, email: `${eve}@example.com`, name: 'Eve' }
    await owner().user.create({ data: { ...row, role: 'member' } })
    await owner().user.update({ where: { id: ben.userId }, data: { role: 'admin' } })
    const order: string[] = []
    await Promise.all([
      changeRole(ours.actor, ben.userId, 'member').then(() => order.push('demoted')),
      changeRole(ben, eve, 'admin').then(
        () => order.push('promoted'),
        () => order.push('refused'),
      ),
    ])
    const { role } = await owner().user.findUniqueOrThrow({ where: { id: eve } })
    expect(role).toBe(order.includes('promoted') ? 'admin' : 'member')
    expect(order).not.toEqual(['demoted', 'promoted'])
  }
})
