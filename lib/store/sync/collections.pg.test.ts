// A sync joins two collections: what the database rejects, and that an account can have several collections without a new column.
import { beforeAll, describe, expect, it } from 'vitest'
import { setFirm } from '@/testing/database/firm-rows'
import { owner, ownerPool, withDatabase } from '@/testing/database/test-database'
import { contactCollections } from './collections'
import { syncOf } from './syncs'

withDatabase()

/** A kind that no program knows yet, as a value of the enum. */
beforeAll(() => ownerPool().query(`alter type "CollectionKind" add value 'notes'`))

/** A collection of the firm and one of the account with this kind and name, and an active sync of both. */
async function addSync(of: Awaited<ReturnType<typeof setFirm>>, kind: string, remoteId: string, more = {}) {
  const [local, remote, sync] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()]
  await ownerPool().query(
    `insert into "Collection" (id, "firmId", kind, name, role) values ($1, $2, $3, 'Ours', 'local')`,
    [local, of.firm, kind],
  )
  await ownerPool().query(
    `insert into "Collection" (id, "firmId", kind, name, role, "connectionId", "remoteId") values ($1, $2, $3, 'Theirs', 'remote', $4, $5)`,
    [remote, of.firm, kind, of.otherConnection, remoteId],
  )
  const row = { local, remote, kind, remoteId, ...more }
  await ownerPool().query(
    `insert into "Sync" (id, "firmId", "localCollectionId", "remoteCollectionId", "connectionId", account, kind, "remoteId", state, settings)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'active', '{}')`,
    [sync, of.firm, row.local, row.remote, of.otherConnection, `memory:${of.mark}`, row.kind, row.remoteId],
  )
  return sync
}

describe('a second sync', () => {
  it('of another kind, or of a second collection of that kind, can share an account with the first', async () => {
    const firm = await setFirm('lima')
    const added = [await addSync(firm, 'notes', 'work'), await addSync(firm, 'notes', 'home')]
    const { rows } = await ownerPool().query<{ id: string }>(
      `select id from "Sync" where "connectionId" = $1 and state = 'active'`,
      [firm.otherConnection],
    )
    expect(rows.map(({ id }) => id).sort()).toEqual([firm.running, ...added].sort())
    expect((await syncOf(firm.firm, firm.otherConnection)).id).toBe(firm.running)
  })

  it('of the same collection of the account is refused, whichever person of the firm starts it', async () => {
    const firm = await setFirm('costa')
    await addSync(firm, 'notes', 'work')
    await expect(addSync(firm, 'notes', 'work')).rejects.toThrow('Collection_connectionId_kind_remoteId_key')
    const another = { ...firm, otherConnection: crypto.randomUUID() }
    await owner().connection.create({
      data: {
        ...{ id: another.otherConnection, firmId: firm.firm, userId: firm.user, provider: 'another' },
        ...{ accountId: 'again', accountEmail: firm.email },
      },
    })
    await expect(addSync(another, 'notes', 'work')).rejects.toThrow('Sync_one_active')
  })

  it('cannot join collections of two kinds, or differ from its collection', async () => {
    const firm = await setFirm('rocha')
    const addressBook = { local: firm.addressBook }
    await expect(addSync(firm, 'notes', 'work', addressBook)).rejects.toThrow('Sync_localCollectionId')
    await expect(addSync(firm, 'notes', 'work', { remoteId: 'home' })).rejects.toThrow()
  })
})

it('two concurrent requests for the collections of a connection get the same ones', async () => {
  const firm = await setFirm('souza')
  const connection = { id: crypto.randomUUID(), firmId: firm.firm, userId: firm.user, provider: 'google' }
  await owner().connection.create({
    data: { ...connection, accountId: 'new', accountEmail: firm.email, disconnectedAt: new Date() },
  })
  const of = { firmId: firm.firm, connectionId: connection.id }
  const found = await Promise.all([1, 2, 3, 4].map(() => contactCollections(of)))
  expect(new Set(found.map((joined) => JSON.stringify(joined))).size).toBe(1)
  expect(found[0]?.localCollectionId).toBe(firm.addressBook)
})

it('a firm has one address book', async () => {
  const firm = await setFirm('braga')
  const second = { id: crypto.randomUUID(), firmId: firm.firm, kind: 'contacts', name: 'Second' } as const
  await expect(owner().collection.create({ data: { ...second, role: 'local' } })).rejects.toThrow('firmId')
})

it('the firm’s own collection belongs to no account, and every other one belongs to one', async () => {
  const firm = await setFirm('pinto')
  const one = { id: crypto.randomUUID(), firmId: firm.firm, kind: 'contacts', name: 'One' } as const
  const connectionId = firm.connection
  for (const bad of [
    { role: 'local', connectionId },
    { role: 'remote', connectionId },
  ] as const)
    await expect(owner().collection.create({ data: { ...one, ...bad } })).rejects.toThrow('Collection_role')
})

describe('a calendar', () => {
  /** A calendar of the firm as a collection, and one of the account; a sync of both in this state. */
  async function addCalendarSync(
    of: Awaited<ReturnType<typeof setFirm>>,
    { state, remoteId, connectionId }: { state: 'idle' | 'active'; remoteId: string; connectionId?: string },
  ) {
    const [connection, id] = [connectionId ?? of.otherConnection, crypto.randomUUID()]
    const { provider, accountId } = await owner().connection.findUniqueOrThrow({ where: { id: connection } })
    const account = `${provider}:${accountId}`
    const common = { firmId: of.firm, kind: 'events', connectionId: connection, remoteId } as const
    const remote = { ...common, id, name: 'Theirs', role: 'remote' } as const
    await owner().collection.create({ data: remote })
    const joins = { localCollectionId: of.calendarCollection, remoteCollectionId: id }
    const sync = { ...common, ...joins, account, state, scopeFrom: 'days30' as const, settings: {} }
    await owner().sync.create({ data: { ...sync, id: crypto.randomUUID() } })
  }

  /** Another person of the firm, connected with an account of theirs. */
  async function addConnection(of: Awaited<ReturnType<typeof setFirm>>): Promise<string> {
    const [id, userId] = [crypto.randomUUID(), crypto.randomUUID()]
    const person = { id: userId, firmId: of.firm, subject: userId, email: userId, name: 'Ben' }
    await owner().user.create({ data: { ...person, role: 'member' } })
    const account = { provider: 'memory', accountId: userId, accountEmail: userId }
    await owner().connection.create({ data: { id, firmId: of.firm, userId, ...account } })
    return id
  }

  it('is one collection of the firm, and only its events are', async () => {
    const { firm, calendar, ownCalendar, connection } = await setFirm('prado')
    const ours = { firmId: firm, name: 'Ours' } as const
    const add = (data: { kind: 'events' | 'contacts'; role: 'local' | 'remote'; calendarId?: string }) =>
      owner().collection.create({ data: { ...ours, ...data, id: crypto.randomUUID() } })
    const local = { kind: 'events', role: 'local' } as const
    await expect(add({ ...local, calendarId: calendar })).rejects.toThrow('calendarId')
    await expect(add(local)).rejects.toThrow('Collection_role')
    await expect(add({ ...local, kind: 'contacts', calendarId: ownCalendar })).rejects.toThrow()
    const remote = { kind: 'events', role: 'remote', connectionId: connection, remoteId: 'x' } as const
    await expect(add({ ...remote, calendarId: ownCalendar })).rejects.toThrow('Collection_role')
  })

  it('is in step with one calendar, which a second person or account cannot add to', async () => {
    const firm = await setFirm('moura')
    await addCalendarSync(firm, { state: 'active', remoteId: 'work' })
    const again = { state: 'active', connectionId: await addConnection(firm) } as const
    await expect(addCalendarSync(firm, { ...again, remoteId: 'home' })).rejects.toThrow(
      'Sync_one_active_calendar',
    )
  })

  it('at the provider is in step with one calendar of the firm, even if several accounts share it', async () => {
    const firm = await setFirm('neves')
    await addCalendarSync(firm, { state: 'active', remoteId: 'shared' })
    const second = { id: crypto.randomUUID(), calendarId: firm.ownCalendar }
    const local = { firmId: firm.firm, kind: 'events', role: 'local', name: 'Own' } as const
    await owner().collection.create({ data: { ...local, ...second } })
    const again = {
      state: 'active',
      remoteId: 'shared',
      connectionId: await addConnection(firm),
    } as const
    const own = { ...firm, calendarCollection: second.id }
    await expect(addCalendarSync(own, again)).rejects.toThrow('Sync_one_active_remote_calendar')
  })

  it('is set up once at a time in a connection', async () => {
    const firm = await setFirm('reis')
    await addCalendarSync(firm, { state: 'idle', remoteId: 'work' })
    await expect(addCalendarSync(firm, { state: 'idle', remoteId: 'home' })).rejects.toThrow(
      'Sync_one_set_up',
    )
  })

  it('at the provider can be joined with one calendar of the firm, and later with another', async () => {
    const firm = await setFirm('matos')
    const [first, second] = [{ calendarId: firm.calendar }, { calendarId: firm.ownCalendar }]
    await addCalendarSync(firm, { state: 'idle', remoteId: 'work' })
    await owner().sync.updateMany({ where: { remoteId: 'work' }, data: { state: 'stopped' } })
    const local = { firmId: firm.firm, kind: 'events', role: 'local', name: 'Own' } as const
    const own = await owner().collection.create({ data: { ...local, ...second, id: crypto.randomUUID() } })
    const {
      id: _,
      localCollectionId,
      ...rest
    } = await owner().sync.findFirstOrThrow({
      where: { remoteId: 'work', localCollection: first },
    })
    const pair = { ...rest, settings: {}, localCollectionId: own.id }
    await owner().sync.create({ data: { ...pair, id: crypto.randomUUID() } })
    const again = owner().sync.create({ data: { ...pair, localCollectionId, id: crypto.randomUUID() } })
    await expect(again).rejects.toThrow('remoteCollectionId')
  })

  it('says from when its events are synced, and contacts say nothing of the kind', async () => {
    const { sync } = await setFirm('vidal')
    const change = owner().sync.update({ where: { id: sync }, data: { scopeFrom: 'all' } })
    await expect(change).rejects.toThrow('Sync_scope')
  })
})
