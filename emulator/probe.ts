// Tests an account for the questions that FIDELITY.md leaves open, in a way that works with Google as well as with the emulator. It
// creates a few contacts named "Emulator probe" and always deletes them again.
import type { Person } from './people/person'
import { isObject } from './people/person-body'

export type Answers = Readonly<Record<string, string>>

interface Reply {
  readonly status: number
  readonly body: Record<string, unknown>
}
type Ask = (method: string, path: string, body?: unknown) => Promise<Reply>

const PROBE = 'Emulator probe'
const person = (familyName: string, more: Person = {}): Person => ({
  names: [{ givenName: PROBE, familyName }],
  ...more,
})

function asker(root: string, token: string): Ask {
  return async (method, path, body) => {
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'accept-language': 'en',
    }
    const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) }
    const response = await fetch(new URL(path, root), init)
    const text = await response.text()
    const parsed: unknown = text.startsWith('{') ? JSON.parse(text) : { text }
    return { status: response.status, body: isObject(parsed) ? parsed : {} }
  }
}

/** Status, reason and text of an error, or the result. */
function errorText({ status, body }: Reply): string {
  const error = isObject(body.error) ? body.error : undefined
  return error
    ? `${status} ${String(error.status)} ${String(error.message)} ${JSON.stringify(error.details ?? [])}`
    : `${status} taken`
}

const nameOf = (one: Person) => one.resourceName ?? ''
const asPersons = (list: unknown): Person[] =>
  Array.isArray(list)
    ? list.flatMap((one: unknown) => (isObject(one) ? [(one.person ?? one) as Person] : []))
    : []
const familyNames = (persons: readonly Person[]) => persons.map((one) => one.names?.[0]?.familyName).join()
const sources = (one: Person) => one.metadata?.sources?.filter((source) => source.type === 'CONTACT') ?? []

async function create(ask: Ask, made: Person[], body: Person): Promise<Person> {
  const reply = await ask('POST', '/v1/people:createContact?sources=READ_SOURCE_TYPE_CONTACT', body)
  if (reply.status !== 200) throw new Error(errorText(reply))
  const created = reply.body as Person
  made.push(created)
  return created
}

const LIST = '/v1/people/me/connections?sources=READ_SOURCE_TYPE_CONTACT&pageSize=1000&requestSyncToken=true'

async function syncToken(ask: Ask): Promise<string> {
  let pageToken = ''
  for (;;) {
    const { body } = await ask(
      'GET',
      `${LIST}&personFields=names,metadata${pageToken && `&pageToken=${encodeURIComponent(pageToken)}`}`,
    )
    if (typeof body.nextSyncToken === 'string') return encodeURIComponent(body.nextSyncToken)
    if (typeof body.nextPageToken !== 'string') throw new Error('the last page gave no sync token')
    pageToken = body.nextPageToken
  }
}

async function askLists(ask: Ask, made: Person[]): Promise<Answers> {
  const token = await syncToken(ask)
  const corrupt = await ask('GET', `${LIST}&personFields=names,metadata&syncToken=x${token}`)
  const mask = await ask('GET', `${LIST}&personFields=names&syncToken=${token}`)
  const size = await ask(
    'GET',
    `${LIST.replace('1000', '500')}&personFields=names,metadata&syncToken=${token}`,
  )
  const empty = await ask('GET', `${LIST}&personFields=names,metadata&syncToken=${token}`)
  const fresh = await create(ask, made, person('Fresh'))
  const plain = '/v1/people/me/connections?personFields=names&pageSize=10&sortOrder=LAST_MODIFIED_DESCENDING'
  const { body } = await ask('GET', plain)
  const shown = asPersons(body.connections).some((one) => nameOf(one) === nameOf(fresh))
  return {
    'a corrupt sync token': errorText(corrupt),
    'a sync token with another mask': errorText(mask),
    'a sync token with another page size': errorText(size),
    'members of an empty list': Object.keys(empty.body).sort().join(),
    'a plain list right after a write': shown ? 'shows it' : 'lags',
  }
}

const update = (ask: Ask, of: Person, mask: string, body: Person) =>
  ask(
    'PATCH',
    `/v1/${nameOf(of)}:updateContact?updatePersonFields=${mask}&sources=READ_SOURCE_TYPE_CONTACT`,
    body,
  )

async function askSingles(ask: Ask, made: Person[]): Promise<Answers> {
  const whole = await create(ask, made, { names: [{ unstructuredName: `Dr. ${PROBE} van Whole, Jr.` }] })
  const { metadata: _, displayName: __, displayNameLastFirst: ___, ...parts } = whole.names?.[0] ?? {}
  const values = ['first@probe.example', 'second@probe.example']
  const mails = await create(
    ask,
    made,
    person('Mails', { emailAddresses: values.map((value) => ({ value })) }),
  )
  const primary = mails.emailAddresses?.find((one) => one.metadata?.primary)?.value
  const alone = await update(ask, mails, 'nicknames', {
    etag: mails.etag ?? '',
    nicknames: [{ value: 'Alone' }],
  })
  const stale = await update(ask, mails, 'nicknames', {
    metadata: { sources: [{ type: 'CONTACT', etag: '#AAAAAAAAAAA=' }] },
    nicknames: [{ value: 'Stale' }],
  })
  const lengths: string[] = []
  for (const length of [1_024, 10_000, 60_000, 120_000]) {
    const note = person('Note', { biographies: [{ value: 'n'.repeat(length) }] })
    const reply = await ask('POST', '/v1/people:createContact', note)
    if (reply.status === 200) made.push(reply.body as Person)
    lengths.push(`${length}: ${reply.status}`)
  }
  return {
    'a name in one piece': JSON.stringify(parts),
    'the primary entry when none is flagged': primary === values[0] ? 'the first' : String(primary),
    'an update with person.etag alone': errorText(alone),
    'a stale source etag': errorText(stale),
    'a note of so many characters': lengths.join(', '),
  }
}

async function askBatches(ask: Ask, made: Person[]): Promise<Answers> {
  const order = ['One', 'Two', 'Three', 'Four']
  const contacts = order.map((name) => ({ contactPerson: person(name) }))
  const batch = { contacts, readMask: 'names,metadata', sources: ['READ_SOURCE_TYPE_CONTACT'] }
  const reply = await ask('POST', '/v1/people:batchCreateContacts', batch)
  const created = asPersons(reply.body.createdPeople)
  made.push(...created)
  const bad = { names: [{ givenName: PROBE }, { givenName: PROBE }] }
  const mixed = {
    ...batch,
    contacts: [{ contactPerson: person('Beside a bad one') }, { contactPerson: bad }],
  }
  const half = await ask('POST', '/v1/people:batchCreateContacts', mixed)
  made.push(...asPersons(half.body.createdPeople))
  const [one = {}, two = {}] = created
  const changed = (etag: string | null | undefined): Person => ({
    metadata: { sources: [{ type: 'CONTACT', etag: etag ?? '' }] },
    nicknames: [{ value: 'Batch' }],
  })
  const people = {
    [nameOf(one)]: changed(sources(one)[0]?.etag),
    [nameOf(two)]: changed('#AAAAAAAAAAA='),
  }
  const body = {
    contacts: people,
    updateMask: 'nicknames',
    readMask: 'nicknames',
    sources: ['READ_SOURCE_TYPE_CONTACT'],
  }
  const stale = await ask('POST', '/v1/people:batchUpdateContacts', body)
  const after = await ask('GET', `/v1/${nameOf(one)}?personFields=nicknames`)
  // A name that certainly existed and was deleted: an invented one could be a real contact.
  const gone = await create(ask, made, person('Gone'))
  await ask('DELETE', `/v1/${nameOf(gone)}:deleteContact`)
  const names = [nameOf(one), nameOf(gone)]
  const missing = await ask('POST', '/v1/people:batchDeleteContacts', { resourceNames: names })
  const left = await ask('GET', `/v1/${nameOf(one)}?personFields=names`)
  return {
    'the order of a batch create': familyNames(created) === order.join() ? 'as sent' : familyNames(created),
    'a batch create with one bad contact': errorText(half),
    'a batch update with one stale contact': errorText(stale),
    'its other contact': Array.isArray(after.body.nicknames) ? 'written' : 'not written',
    'a batch delete with one missing contact': errorText(missing),
    'its present contact': left.status === 200 ? 'kept' : 'deleted',
  }
}

/** The account's answers to all open questions. */
export async function probe(root: string, token: string): Promise<Answers> {
  const ask = asker(root, token)
  const made: Person[] = []
  try {
    const lists = await askLists(ask, made)
    const singles = await askSingles(ask, made)
    return { ...lists, ...singles, ...(await askBatches(ask, made)) }
  } finally {
    for (const one of made) await ask('DELETE', `/v1/${nameOf(one)}:deleteContact`)
  }
}
