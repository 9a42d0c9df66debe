// For *.pg.test.ts: a firm, a person with a connected account in memory, and worker steps that the test runs on its own clock.

import type { Contact } from '@/lib/domains/contacts/value/contact'
import { EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import type { Thresholds } from '@/lib/engine/guard/guard'
import type { Provider } from '@/lib/providers/provider'
import { contactFromRow } from '@/lib/store/address-book/contact-row'
import { createContact, deleteContact, getContact, updateContact } from '@/lib/store/address-book/contacts'
import { db } from '@/lib/store/database/client'
import type { Connection, Run } from '@/lib/store/database/generated/client'
import type { Actor } from '@/lib/store/firm/actor'
import { anyProvider } from '@/lib/store/kinds/registry'
import { continueRun, startPreview, startSync } from '@/lib/store/runs/runs'
import { syncOf } from '@/lib/store/sync/syncs'
import { MINUTE } from '@/lib/time'
import { advance } from '@/lib/worker/advance'
import { tick } from '@/lib/worker/schedule'
import type { Deps, OnCall, RemoteCollection } from '@/lib/worker/step-context'
import { createMemoryAccount, type MemoryAccount, type MemoryOptions } from '@/testing/providers/memory'

export const person = (firstName: string, lastName: string, more: Partial<Contact> = {}): Contact => ({
  ...EMPTY_CONTACT,
  firstName,
  lastName,
  emails: [{ value: `${firstName}.${lastName}@example.com`.toLowerCase(), label: 'Work' }],
  ...more,
})

interface FixtureOptions extends MemoryOptions {
  readonly firmId?: string
  /** Other thresholds than the defaults. */
  readonly thresholds?: Thresholds
  /** Another account than the one in memory. */
  readonly open?: (connection: Connection, onCall: OnCall, collection: RemoteCollection) => Provider<Contact>
  /** Another person whose account this person uses too. */
  readonly sharing?: { readonly account: MemoryAccount; readonly connection: Connection }
}

/** Pressed on a page that shows the run as it is now. */
export const startAsShown = async (actor: Actor, { id }: Pick<Run, 'id'>) =>
  startSync(actor, id, await revisionOf(actor, id))
export const continueAsShown = async (actor: Actor, { id }: Pick<Run, 'id'>): Promise<boolean> =>
  (await continueRun(actor, id, await revisionOf(actor, id))) === 'continued'

const revisionOf = async ({ firmId }: Actor, id: string): Promise<number> =>
  (await db(firmId).run.findFirstOrThrow({ where: { id } })).revision

/** For accounts without calendars. */
export const noCalendar = (): Promise<string> => Promise.reject(new Error('This account has no calendars'))

export type Fixture = Awaited<ReturnType<typeof setUpFixture>>

/** Everything is separate, so that fixtures can share one database. */
export async function setUpFixture(options: FixtureOptions = {}) {
  let time = Date.now()
  const now = options.now ?? (() => new Date(time))
  let calls = 0
  const account = options.sharing?.account ?? createMemoryAccount({ now, ...options })
  const firmId = options.firmId ?? crypto.randomUUID()
  const actor: Actor = { userId: crypto.randomUUID(), firmId, role: 'admin' }
  await db(firmId).firm.upsert({
    where: { id: firmId },
    update: {},
    create: { id: firmId, name: 'Lima & Partners' },
  })
  await db(firmId).user.create({
    data: {
      id: actor.userId,
      firmId,
      subject: actor.userId,
      email: 'ana@example.com',
      name: 'Ana Lima',
      role: 'admin',
    },
  })
  const connection = await db(firmId).connection.create({
    data: {
      id: crypto.randomUUID(),
      firmId,
      userId: actor.userId,
      provider: 'google',
      accountId: options.sharing?.connection.accountId ?? actor.userId,
      accountEmail: 'ana@example.com',
      scopes: [],
    },
  })
  const sync = await syncOf(firmId, connection.id)
  const deps: Deps = {
    now,
    newId: () => crypto.randomUUID(),
    intervalMs: 15 * MINUTE,
    thresholds: options.thresholds,
    log: () => undefined,
    create: noCalendar,
    open: (connection, collection, onCall) =>
      anyProvider(
        options.open?.(connection, onCall, collection) ??
          counted(account, () => {
            calls += 1
            onCall()
          }),
      ),
  }
  /** Works on the open run until it stops: finished, waiting for a person, or waiting for a time. */
  const work = async (): Promise<Run> => {
    const run = await db(firmId).run.findFirstOrThrow({
      where: { syncId: sync.id },
      orderBy: { createdAt: 'desc' },
    })
    await advance(run.id, deps)
    return db(firmId).run.findFirstOrThrow({ where: { id: run.id } })
  }
  return {
    account,
    actor,
    connection,
    sync,
    deps,
    now,
    work,
    /** Calls to the account so far. */
    calls: () => calls,
    pass: (ms: number) => {
      time += ms
    },
    preview: async () => {
      await startPreview(actor, sync.id)
      return work()
    },
    start: async (run: Run) => {
      await startAsShown(actor, run)
      return work()
    },
    /** Runs the tick: whatever is due becomes a run and is worked on. */
    later: async (ms = 15 * MINUTE) => {
      time += ms
      await tick(now())
      return work()
    },
    addHere: async (contact: Contact) => {
      const id = crypto.randomUUID()
      await createContact(firmId, id, contact, { userId: actor.userId })
      return id
    },
    editHere: async (id: string, change: Partial<Contact>) => {
      const row = await getContact(firmId, id)
      if (!row) throw new Error('no such contact')
      await updateContact(
        firmId,
        id,
        row.version,
        { ...contactFromRow(row), ...change },
        { userId: actor.userId },
      )
    },
    deleteHere: (id: string) => deleteContact(firmId, id, { userId: actor.userId }),
    /** Contacts of the firm that are not deleted. */
    here: async () => {
      const rows = await db(firmId).contact.findMany({
        where: { firmId, deletedAt: null },
        orderBy: { sortKey: 'asc' },
      })
      return rows.map((row) => ({ id: row.id, ...contactFromRow(row) }))
    },
    /** Contacts of the account that are not deleted. */
    there: () =>
      account.ids().flatMap((id) => {
        const card = account.look(id)
        return card ? [{ id, ...card.contact }] : []
      }),
    changes: (runId: string) =>
      db(firmId).change.findMany({ where: { runId }, orderBy: [{ kind: 'asc' }, { sortKey: 'asc' }] }),
  }
}

/** The account's provider; `onCall` is called for each call. */
function counted({ provider }: MemoryAccount, onCall: () => void): Provider<Contact> {
  const telling =
    <A extends unknown[], R>(call: (...args: A) => R) =>
    (...args: A): R => {
      onCall()
      return call(...args)
    }
  return {
    ...provider,
    pull: telling(provider.pull),
    read: telling(provider.read),
    push: telling(provider.push),
  }
}
