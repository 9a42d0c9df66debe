// One firm at one size: preview, start, a run without changes, a run with 250 changes, against the emulator in another process. The worker
// runs in a process of its own, whose memory holds nothing of the set-up; beside it runs the floor (floor.ts).
// main.ts runs it in a separate process; it prints its figures as JSON.
import { emulatorControl } from '@/emulator/client'
import { CLIENTS } from '@/lib/providers/clients'
import { addContacts } from '@/lib/store/address-book/collection'
import { contactFromRow } from '@/lib/store/address-book/contact-row'
import { updateContact } from '@/lib/store/address-book/contacts'
import { closeDatabase, setDatabase } from '@/lib/store/database/client'
import { type Owner, openAsOwner } from '@/lib/store/database/owner'
import { closeQueue } from '@/lib/store/database/queue'
import type { Actor } from '@/lib/store/firm/actor'
import { anyProvider } from '@/lib/store/kinds/registry'
import { syncOf } from '@/lib/store/sync/syncs'
import type { FloorFigures, FloorWork } from './floor'
import { inProcess } from './in-process'
import { lifelikeSides, SHARED } from './persons'
import { printFigures, type WalkFigures, walk } from './walk'

const CHANGES = 250
const EMAIL = 'bench@example.com'
/** An account with the same contacts, for the floor. */
const FLOOR_EMAIL = 'floor@example.com'
const PAGE = 1_000
const BATCH = 200

export interface SizeFigures extends WalkFigures {
  readonly contacts: number
  readonly floor: FloorFigures
}

/** What the worker's process has to know. */
interface Firm {
  readonly database: string
  readonly actor: Actor
  readonly syncId: string
}

const size = Number(process.argv[2])
const google = process.argv[3] ?? ''
const control = emulatorControl(google)
const given = process.argv[4]
if (given) await work(JSON.parse(given) as Firm)
else await printFigures(firm)

async function firm(owner: Owner, database: string): Promise<SizeFigures> {
  const { actor, sync } = await peopled(owner)
  const firm: Firm = { database, actor, syncId: sync.id }
  const figures = await inProcess<WalkFigures>(
    'bench/one-size.ts',
    String(size),
    google,
    JSON.stringify(firm),
  )
  const { accessToken } = await control.issueTokens({ account: FLOOR_EMAIL })
  const { there } = figures.created
  const floor: FloorWork = {
    google,
    accessToken,
    database,
    creates: there,
    updates: await updatesThere(owner, sync.id),
  }
  return { contacts: size, ...figures, floor: await inProcess('bench/floor.ts', JSON.stringify(floor)) }
}

/** The worker's process. */
async function work({ database, actor, syncId }: Firm): Promise<void> {
  await setDatabase(database)
  const owner = openAsOwner(database)
  const { accessToken } = await control.issueTokens({ account: EMAIL })
  let calls = 0
  const figures = await walk({
    ...{ owner, actor, syncId, calls: () => calls },
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
    least: {
      preview: () => Math.ceil(size / PAGE),
      start: async (_, planned) =>
        Math.ceil(planned('createRemote') / BATCH) + Math.ceil((await updatesThere(owner, syncId)) / BATCH),
      // One page to read, and one call for all contacts whose title changed here.
      changes: 2,
    },
    readsOwnWrites: true,
    edit: () => edit(owner, actor.firmId, syncId),
  })
  process.stdout.write(JSON.stringify(figures))
  await closeQueue()
  await closeDatabase()
  await owner.close()
}

/** How many updates the first run of the sync wrote to the account. */
async function updatesThere({ client }: Owner, syncId: string): Promise<number> {
  const [row] = await client.$queryRaw<[{ count: number }]>`
    select count(*)::int as count from "Change" c join "Run" r on r.id = c."runId"
    where c."syncId" = ${syncId}::uuid and r.kind = 'first' and c.kind = 'update' and c.state = 'applied'
      and jsonb_typeof(c.body -> 'remote') = 'object'`
  return row.count
}

async function peopled(owner: Owner) {
  const { here, there } = lifelikeSides(size)
  // Google's limit of contacts would refuse what a first sync adds to a full account.
  await control.setSwitches({ overflowAt: 8 * size })
  for (const email of [EMAIL, FLOOR_EMAIL]) {
    await control.addAccount({ email, name: 'Bench' })
    await control.addPersons({ account: email, persons: there })
  }
  const firmId = crypto.randomUUID()
  const userId = crypto.randomUUID()
  await owner.client.firm.create({ data: { id: firmId, name: 'Bench' } })
  await owner.client.user.create({
    data: { id: userId, firmId, subject: userId, email: EMAIL, name: 'Bench', role: 'admin' },
  })
  // One in ten of those on both sides has a nickname that the account lacks.
  const contacts = here.map((contact, at) =>
    at < size * SHARED && at % 10 === 0 ? { ...contact, nickname: `N${at}` } : contact,
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

/** Half of the edits are made here, half in the account. */
async function edit({ client }: Owner, firmId: string, syncId: string): Promise<void> {
  const links = await client.link.findMany({
    where: { syncId },
    orderBy: { id: 'asc' },
    take: CHANGES,
  })
  for (const [at, link] of links.entries()) {
    if (at % 2 === 0) {
      const row = await client.contact.findUniqueOrThrow({ where: { id: link.localId } })
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
