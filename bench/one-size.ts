// One firm at one size: preview, start, a run without changes, a run with 250 changes. Uses the real worker steps on a real Postgres
// against the emulator in another process, without the queue, since waiting is not measured.
// main.ts runs it in a separate process; it prints its figures as JSON.

import { emulatorControl } from '@/emulator/client'
import { seedPersons } from '@/emulator/seeds/seed-persons'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { THRESHOLDS } from '@/lib/engine/guard/guard'
import { CLIENTS } from '@/lib/providers/clients'
import { toItem } from '@/lib/providers/google/person'
import { addContacts } from '@/lib/store/address-book/collection'
import { contactFromRow } from '@/lib/store/address-book/contact-row'
import { updateContact } from '@/lib/store/address-book/contacts'
import { closeDatabase, setDatabase } from '@/lib/store/database/client'
import { openAsOwner } from '@/lib/store/database/owner'
import { closeQueue } from '@/lib/store/database/queue'
import { anyProvider } from '@/lib/store/kinds/registry'
import { continueRun, startPreview, startSync, syncNow } from '@/lib/store/runs/runs'
import { syncOf } from '@/lib/store/sync/syncs'
import { advance } from '@/lib/worker/advance'
import type { Deps } from '@/lib/worker/step-context'
import { freshDatabase } from '@/testing/database/fresh-databases'
import { noCalendar } from '@/testing/scenarios/fixture'
import { type Figures, measure } from './measure'

/** The share of each side's contacts that the other side has too; one in ten of these has another title. */
const SHARED = 0.4
const CHANGES = 250
const EMAIL = 'bench@example.com'
const PAGE = 1_000
const BATCH = 200

export interface SizeFigures {
  readonly contacts: number
  readonly created: { readonly here: number; readonly there: number }
  readonly linked: number
  readonly asked: number
  readonly preview: Figures
  readonly start: Figures
  readonly noChange: Figures
  readonly changes: Figures
}

const size = Number(process.argv[2])
const google = process.argv[3] ?? ''
const control = emulatorControl(google)
const fresh = await freshDatabase()
await setDatabase(fresh.url)
const owner = openAsOwner(fresh.url)
try {
  process.stdout.write(JSON.stringify(await walk()))
} finally {
  await closeQueue()
  await closeDatabase()
  await owner.close()
  await fresh.drop()
}

async function walk(): Promise<SizeFigures> {
  let calls = 0
  const { actor, sync } = await peopled()
  const { accessToken } = await control.issueTokens({ account: EMAIL })
  const deps: Deps = {
    now: () => new Date(),
    newId: () => crypto.randomUUID(),
    log: (event, facts) => {
      if (event === 'step failed') console.error(event, facts)
    },
    intervalMs: 3_600_000,
    thresholds: THRESHOLDS,
    create: noCalendar,
    open: (connection, _, onCall) =>
      anyProvider(
        CLIENTS.google.contacts({
          account: connection.accountId,
          rootUrl: `${google}/`,
          accessToken: async () => accessToken,
          onCall: () => {
            calls += 1
            onCall()
          },
        }),
      ),
  }
  const until = async (runId: string, state: string) => {
    for (;;) {
      await advance(runId, deps)
      const run = await owner.client.run.findUniqueOrThrow({ where: { id: runId } })
      if (run.state === state) return
      if (run.state === 'failed') throw new Error('the run failed')
      if (run.waitKind === 'guard') await continueRun(actor, runId, run.revision)
    }
  }
  const count = () => calls
  let runId = ''
  const preview = await measure(
    count,
    () => Math.ceil(size / PAGE),
    async () => {
      runId = (await startPreview(actor, sync.id)) ?? ''
      await until(runId, 'ready')
    },
  )
  const planned = await owner.client.change.groupBy({ by: ['kind'], where: { runId }, _count: true })
  const of = (kind: string) => planned.find((group) => group.kind === kind)?._count ?? 0
  const start = await measure(
    count,
    () => Math.ceil(of('createRemote') / BATCH) + Math.ceil(of('update') / BATCH),
    async () => {
      const { revision } = await owner.client.run.findUniqueOrThrow({ where: { id: runId } })
      await startSync(actor, runId, revision)
      await until(runId, 'done')
    },
  )
  const again = async () => until((await syncNow(actor, sync.id)) ?? '', 'done')
  const noChange = await measure(count, () => 1, again)
  await edit(actor.firmId, sync.id)
  // One page to read, and one call for all contacts whose title changed here.
  const changes = await measure(count, () => 2, again)
  return {
    contacts: size,
    created: { here: of('createLocal'), there: of('createRemote') },
    linked: of('link') + of('update'),
    asked: of('question'),
    preview,
    start,
    noChange,
    changes,
  }
}

async function peopled() {
  const shared = Math.round(size * SHARED)
  const common = seedPersons(shared, 1)
  await control.addAccount({ email: EMAIL, name: 'Bench' })
  await control.addPersons({ account: EMAIL, persons: [...common, ...seedPersons(size - shared, 2, shared)] })
  const firmId = crypto.randomUUID()
  const userId = crypto.randomUUID()
  await owner.client.firm.create({ data: { id: firmId, name: 'Bench' } })
  await owner.client.user.create({
    data: { id: userId, firmId, subject: userId, email: EMAIL, name: 'Bench', role: 'admin' },
  })
  const ours = [...common, ...seedPersons(size - shared, 3, 2 * size)].map(asContact)
  const contacts = ours.map((contact, at) =>
    at < shared && at % 10 === 0 ? { ...contact, nickname: `N${at}` } : contact,
  )
  await addContacts(firmId, contacts, { userId })
  await owner.client.$executeRaw`analyze`
  const connection = await owner.client.connection.create({
    data: {
      id: crypto.randomUUID(),
      firmId,
      userId,
      provider: 'google',
      accountId: EMAIL,
      accountEmail: EMAIL,
      scopes: [],
    },
  })
  return { actor: { userId, firmId, role: 'admin' as const }, sync: await syncOf(firmId, connection.id) }
}

function asContact(person: ReturnType<typeof seedPersons>[number]): Contact {
  return toItem({
    ...person,
    resourceName: 'people/c0',
    metadata: { sources: [{ type: 'CONTACT', etag: '' }] },
  } as never).value
}

/** Half of the edits are made here, half in the account. */
async function edit(firmId: string, syncId: string): Promise<void> {
  const links = await owner.client.link.findMany({
    where: { syncId },
    orderBy: { id: 'asc' },
    take: CHANGES,
  })
  for (const [at, link] of links.entries()) {
    if (at % 2 === 0) {
      const row = await owner.client.contact.findUniqueOrThrow({ where: { id: link.localId } })
      const contact = { ...contactFromRow(row), title: 'Partner (bench)' }
      await updateContact(firmId, row.id, row.version, contact, { userId: null })
    } else {
      await control.editPerson({
        account: EMAIL,
        resourceName: link.remoteId,
        person: { nicknames: [{ value: 'Changed there' }] },
      })
    }
  }
}
