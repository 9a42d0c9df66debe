// A firm with 25,000 contacts, a preview of 25,000 contacts more, an active sync with 25,000 links, and 500,000 stored changes: what the
// pages show. The preview is the real worker's; the history is a copy of its changes.
import { seedPersons } from '@/emulator/seeds/seed-persons'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { addContacts } from '@/lib/store/address-book/collection'
import type { Owner } from '@/lib/store/database/owner'
import type { Actor } from '@/lib/store/firm/actor'
import { anyProvider } from '@/lib/store/kinds/registry'
import { startPreview } from '@/lib/store/runs/runs'
import { syncOf } from '@/lib/store/sync/syncs'
import { advance } from '@/lib/worker/advance'
import { createMemoryAccount, type MemoryAccount } from '@/testing/providers/memory'
import { noCalendar } from '@/testing/scenarios/fixture'
import { office, type Person } from '../office'
import { asContact } from '../persons'

export const SIZE = 25_000
export const CHANGES = 500_000
export const PEOPLE = 20
/** Changes of the active sync that wait for its person, and that failed. */
const WAITING = 300
const FAILING = 40
const SHARED = 0.4

export interface Seeded {
  readonly people: readonly Person[]
  /** The person with the preview, and the one with the active sync, of `people`. */
  readonly previewing: { readonly person: Person; readonly syncId: string; readonly runId: string }
  readonly syncing: { readonly person: Person; readonly syncId: string }
}

/** `changes`: how many are stored from the past. */
export async function seed(owner: Owner, changes = CHANGES): Promise<Seeded> {
  const { firmId, people } = await office(owner, PEOPLE)
  const [ana, ben] = people
  if (!ana || !ben) throw new Error('There are not enough people')
  const ours = [...seedPersons(SIZE * SHARED, 1), ...seedPersons(SIZE * (1 - SHARED), 3, 2 * SIZE)]
  await addContacts(firmId, ours.map(withNickname), { userId: ana.userId })
  await owner.client.$executeRaw`analyze`
  const previewing = await preview(owner, ana)
  const syncing = await active(owner, ben, previewing, changes)
  // As autovacuum does within a minute.
  await owner.client.$executeRaw`vacuum analyze`
  return { people, previewing: { person: ana, ...previewing }, syncing: { person: ben, syncId: syncing } }
}

/** One in ten of those on both sides differs, so that the preview has updates. */
const withNickname = (one: ReturnType<typeof seedPersons>[number], at: number): Contact => {
  const contact = asContact(one)
  return at % 10 === 0 ? { ...contact, nickname: `N${at}` } : contact
}

async function connected({ client }: Owner, { firmId, userId }: Actor) {
  const account = { provider: 'google', accountId: userId, accountEmail: `${userId}@example.com` }
  const scopes = ['https://www.googleapis.com/auth/contacts']
  const { id } = await client.connection.create({
    data: { id: crypto.randomUUID(), firmId, userId, ...account, scopes },
  })
  return syncOf(firmId, id)
}

async function preview(owner: Owner, ana: Actor) {
  const account = createMemoryAccount()
  for (const one of [...seedPersons(SIZE * SHARED, 1), ...seedPersons(SIZE * (1 - SHARED), 2, SIZE * SHARED)])
    account.add(asContact(one))
  const sync = await connected(owner, ana)
  const runId = (await startPreview(ana, sync.id)) ?? ''
  await untilReady(owner, runId, account)
  return { syncId: sync.id, runId }
}

async function untilReady({ client }: Owner, runId: string, { provider }: MemoryAccount): Promise<void> {
  for (;;) {
    await advance(runId, {
      ...{ now: () => new Date(), newId: () => crypto.randomUUID(), log: () => undefined },
      ...{ intervalMs: 3_600_000, create: noCalendar, open: () => anyProvider(provider) },
    })
    const { state } = await client.run.findUniqueOrThrow({ where: { id: runId } })
    if (state === 'ready') return
    if (state === 'failed') throw new Error('The preview failed')
  }
}

/** Every contact is linked; each run of the past has the changes of the preview, applied; the last one left some open. */
async function active(
  owner: Owner,
  ben: Actor,
  from: { readonly runId: string },
  changes: number,
): Promise<string> {
  const { id: syncId } = await connected(owner, ben)
  const { client } = owner
  const { firmId } = ben
  await client.sync.update({
    where: { id: syncId },
    data: {
      state: 'active',
      startedAt: new Date(),
      lastSuccessAt: new Date(),
      nextCheckAt: new Date(Date.now() + 86_400_000),
    },
  })
  await client.$executeRaw`
    insert into "Item" ("syncId", "firmId", "remoteId", version, value, raw, "seenAt")
    select ${syncId}::uuid, "firmId", 'people/' || id, '1', value, value, now() from "Contact" where "firmId" = ${firmId}::uuid`
  await client.$executeRaw`
    insert into "Link" (id, "firmId", "syncId", "localId", "remoteId", "baseLocal", "baseRemote", "localVersion", "remoteVersion", "baseAt")
    select gen_random_uuid(), "firmId", ${syncId}::uuid, id, 'people/' || id, value, value, version, '1', now()
    from "Contact" where "firmId" = ${firmId}::uuid`
  const each = await client.change.count({ where: { runId: from.runId } })
  const runs = Math.max(1, Math.ceil(changes / each) - 1)
  for (let at = runs; at > 0; at -= 1) await past(owner, { firmId, syncId, from: from.runId, at })
  await leaveOpen(owner, syncId)
  return syncId
}

/** `at`: how many hours ago. */
async function past(
  { client }: Owner,
  { firmId, syncId, from, at }: { firmId: string; syncId: string; from: string; at: number },
): Promise<void> {
  const id = crypto.randomUUID()
  const time = new Date(Date.now() - at * 3_600_000)
  await client.run.create({
    data: {
      ...{
        id,
        firmId,
        syncId,
        kind: 'scheduled',
        state: 'done',
        full: false,
        written: SIZE,
        matched: 0,
        total: SIZE,
      },
      ...{ createdAt: time, startedAt: time, applyingAt: time, endedAt: time, itemsRead: 0, done: SIZE },
    },
  })
  await client.$executeRaw`
    insert into "Change" (id, "firmId", "syncId", "runId", kind, state, "localId", "remoteId", body, "bodyVersion", answers, "group",
      undecided, outdated, name, "sortKey", search, "createdAt", "appliedAt")
    select gen_random_uuid(), "firmId", ${syncId}::uuid, ${id}::uuid, kind, 'applied', "localId", "remoteId", body, "bodyVersion", '{}',
      "group", false, false, name, "sortKey", search, ${time}, ${time}
    from "Change" where "runId" = ${from}::uuid`
}

async function leaveOpen({ client }: Owner, syncId: string): Promise<void> {
  await client.$executeRaw`
    update "Change" set state = 'waiting', outdated = true where id in
      (select id from "Change" where "syncId" = ${syncId}::uuid and kind = 'update' order by "createdAt" desc, id limit ${WAITING})`
  await client.$executeRaw`
    update "Change" set state = 'failed', error = '{"kind":"rejected","field":null,"message":"No"}' where id in
      (select id from "Change" where "syncId" = ${syncId}::uuid and kind = 'createRemote' order by "createdAt" desc, id limit ${FAILING})`
}
