// The floor of a first sync: the fewest calls that it can take, against the same emulator, with the raw replies stored by COPY. It converts,
// compares and records nothing. one-size.ts runs it in a process of its own; it prints its figures as JSON.
import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { Client } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { type Figures, measure } from './measure'

export interface FloorFigures {
  /** Every page of the account is read and stored. */
  readonly preview: Figures
  /** The same creates and updates are sent as in Concord's first sync, and the replies are stored. */
  readonly start: Figures
}

/** What the floor writes: as many contacts as Concord wrote. */
export interface FloorWork {
  readonly google: string
  readonly accessToken: string
  readonly database: string
  readonly creates: number
  readonly updates: number
}

type Json = Readonly<Record<string, unknown>>

const PAGE = 1_000
const BATCH = 200
const FIELDS =
  'addresses,biographies,birthdays,clientData,emailAddresses,metadata,names,nicknames,organizations,phoneNumbers,urls'
const SOURCES = 'READ_SOURCE_TYPE_CONTACT'

const work = JSON.parse(process.argv[2] ?? '') as FloorWork
const database = new Client({ connectionString: work.database })
await database.connect()
await database.query('create table if not exists bench_floor (reply json)')
let calls = 0
process.stdout.write(JSON.stringify(await floor()))
await database.end()

async function floor(): Promise<FloorFigures> {
  const replies: string[] = []
  let pages = 0
  const preview = await measure(
    () => calls,
    () => pages,
    async () => {
      for (let token = ''; pages === 0 || token !== ''; pages += 1) {
        const reply = await ask(`v1/people/me/connections?${query(token)}`)
        await store(reply)
        if (pages < 2) replies.push(reply)
        token = /"nextPageToken":\s*"([^"]+)"/.exec(reply)?.[1] ?? ''
      }
    },
  )
  const bodies = bodiesFrom(
    replies.flatMap((reply) => (JSON.parse(reply) as { connections: Json[] }).connections),
  )
  const start = await measure(
    () => calls,
    () => bodies.length,
    async () => {
      for (const { path, body } of bodies) await store(await ask(path, body))
    },
  )
  return { preview, start }
}

function query(pageToken: string): string {
  const always = { personFields: FIELDS, sources: SOURCES, pageSize: String(PAGE), requestSyncToken: 'true' }
  return new URLSearchParams({ ...always, ...(pageToken ? { pageToken } : {}) }).toString()
}

async function ask(path: string, body?: string): Promise<string> {
  calls += 1
  const headers = { authorization: `Bearer ${work.accessToken}`, 'content-type': 'application/json' }
  const response = await fetch(`${work.google}/${path}`, {
    headers,
    ...(body ? { method: 'POST', body } : {}),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`the emulator refused a call of the floor: ${text.slice(0, 200)}`)
  return text
}

/** One row for each reply. The text format of COPY escapes backslashes; JSON has no other character that it would. */
async function store(reply: string): Promise<void> {
  const copy = database.query(copyFrom('copy bench_floor from stdin'))
  const row = `${reply.replaceAll('\\', '\\\\').replaceAll('\n', ' ')}\n`
  if (!copy.write(row)) await once(copy, 'drain')
  copy.end()
  await finished(copy)
}

/** Made from contacts that were read, before the clock runs. */
function bodiesFrom(persons: readonly Json[]) {
  const nth = (at: number): Json => persons[at % persons.length] ?? {}
  const creates = inBatches(work.creates).map((batch) => ({
    path: 'v1/people:batchCreateContacts',
    body: JSON.stringify({
      contacts: batch.map((at) => ({ contactPerson: writable(nth(at)) })),
      readMask: FIELDS,
      sources: [SOURCES],
    }),
  }))
  const updates = inBatches(work.updates).map((batch) => ({
    path: 'v1/people:batchUpdateContacts',
    body: JSON.stringify({
      contacts: Object.fromEntries(
        batch.map((at) => {
          const { resourceName, metadata } = nth(at)
          return [resourceName, { resourceName, metadata, nicknames: [{ value: `N${at}` }] }]
        }),
      ),
      updateMask: 'nicknames',
      readMask: FIELDS,
      sources: [SOURCES],
    }),
  }))
  return [...creates, ...updates]
}

function inBatches(count: number): readonly (readonly number[])[] {
  const all = Array.from({ length: count }, (_, at) => at)
  return Array.from({ length: Math.ceil(count / BATCH) }, (_, at) => all.slice(at * BATCH, (at + 1) * BATCH))
}

/** The person without what Google sets itself. */
function writable({ resourceName: _, etag: __, metadata: ___, ...fields }: Json): Json {
  return fields
}
