// Google's own behavior, against the emulator. The contract suite tests what all providers share.
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Outcome, Push, RemoteItem } from '@/lib/domains/contacts/types'
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import type { Connected } from '@/lib/providers/connected'
import { ProviderError } from '@/lib/providers/provider'
import {
  emulatorForTests,
  type GoogleFixture,
  googleFixture,
  stopEmulators,
} from '@/testing/providers/emulator-fixture'
import { COSTS, createPacing, type Pacing, USUAL_QUOTAS } from './pacing'
import { list } from './raw'

const emulator = await emulatorForTests()
const initial = emulator.switches()
afterAll(stopEmulators)
beforeEach(() => {
  emulator.setSwitches(initial)
  emulator.setQuotas('off')
  emulator.setClock({ frozen: false })
  emulator.clearRequests()
})
afterEach(() => emulator.clearFaults())

const newFixture = (connected?: Partial<Connected>, pacing?: Pacing) =>
  googleFixture(emulator, connected, pacing)
const person = (firstName: string, more: Partial<Contact> = {}): Contact => ({
  ...EMPTY_CONTACT,
  firstName,
  ...more,
})
const WEBSITE = { value: 'https://x.example', label: 'Work' }
const creates = (count: number): Push[] =>
  Array.from({ length: count }, (_, at) => ({
    kind: 'create',
    ref: `r${at}`,
    key: `k${at}`,
    to: person(`Person ${at}`),
  }))
const update = (item: RemoteItem, change: Partial<Contact>): Push => {
  const { id, version, value: from, raw } = item
  return { kind: 'update', ref: id, id, version, from, to: { ...from, ...change }, raw }
}
const kinds = (outcomes: readonly Outcome[]) => outcomes.map(({ kind }) => kind)
const allOf = (kind: Outcome['kind'], count: number) => Array.from({ length: count }, () => kind)

async function thrownBy(call: Promise<unknown>): Promise<ProviderError> {
  const thrown = await call.then(
    () => null,
    (error: unknown) => error,
  )
  if (!(thrown instanceof ProviderError)) throw new Error(`not a ProviderError: ${String(thrown)}`)
  return thrown
}

/** Some of the account's items, as read. */
async function entriesOf({ add, provider }: GoogleFixture, count: number): Promise<readonly RemoteItem[]> {
  const ids: string[] = []
  for (let at = 0; at < count; at++) ids.push(await add(person(`Person ${at}`)))
  return provider.read(ids)
}

/** Makes the next call with a matching path fail. */
const fault = (
  kind: 'status' | 'html-502' | 'delay',
  more: object = {},
  path = ':batch(Create|Update)Contacts$',
) => emulator.addFaults([{ kind, match: { path }, ...more }])

describe('pulling', () => {
  test.each([
    { code: 400, status: 'FAILED_PRECONDITION', domain: 'people.googleapis.com' },
    { code: 400, status: 'INVALID_ARGUMENT', domain: 'googleapis.com' },
    { code: 410, status: 'FAILED_PRECONDITION', domain: 'people.googleapis.com' },
  ] as const)('an expired token is known whichever way Google tells it: $code $status', async (shape) => {
    const { provider, expireCursors } = await newFixture()
    const { cursor } = await provider.pull(null, null)
    emulator.setSwitches({ expiredSyncToken: shape })
    await expireCursors()
    expect(await thrownBy(provider.pull(cursor, null))).toMatchObject({ kind: 'cursorExpired' })
  })

  test('a damaged sync or page token means a new full pull; a rejected first call does not', async () => {
    const { provider } = await newFixture()
    const damaged = { token: 'damaged', shape: provider.shape }
    expect(await thrownBy(provider.pull(damaged, null))).toMatchObject({ kind: 'cursorExpired' })
    expect(await thrownBy(provider.pull(null, 'damaged'))).toMatchObject({ kind: 'cursorExpired' })
    fault('status', { preset: 'invalid-argument' }, '/connections$')
    expect(await thrownBy(provider.pull(null, null))).toMatchObject({ kind: 'unavailable' })
  })

  test('a token expires seven days after the full pull, whatever was pulled since', async () => {
    const { provider } = await newFixture()
    const { cursor } = await provider.pull(null, null)
    emulator.advanceClock({ days: 6 })
    const later = await provider.pull(cursor, null)
    emulator.advanceClock({ days: 1, minutes: 1 })
    expect(await thrownBy(provider.pull(later.cursor, null))).toMatchObject({ kind: 'cursorExpired' })
  })

  test('data of the contact’s own profile is left out', async () => {
    const { provider, add, account } = await newFixture()
    const id = await add(person('Ana'))
    emulator.linkProfile({
      account,
      resourceName: id,
      profile: { id: '1', name: 'Secret Agent', photoUrl: 'x' },
    })
    const { items } = await provider.pull(null, null)
    expect(items).toMatchObject([{ value: person('Ana') }])
    expect(JSON.stringify(items)).not.toContain('Secret')
  })

  test('a contact that was saved unchanged has a new version and the same value', async () => {
    const { provider, add, account } = await newFixture()
    const id = await add(person('Ana'))
    const [before] = await provider.read([id])
    emulator.touchPerson({ account, resourceName: id })
    const [after] = await provider.read([id])
    expect(after?.value).toEqual(before?.value)
    expect(after?.version).not.toBe(before?.version)
  })

  test('entries in another order are no change', async () => {
    const { provider, add } = await newFixture()
    emulator.setSwitches({ shuffleEntries: true })
    const emails = ['a', 'b', 'c', 'd'].map((name) => ({ value: `${name}@x.example`, label: '' }))
    const id = await add(person('Ana', { emails }))
    const reads = [await provider.read([id]), await provider.read([id]), await provider.read([id])].flat()
    const orders = reads.map(({ value: contact }) => contact.emails.map(({ value }) => value).join())
    expect(new Set(orders).size).toBeGreaterThan(1)
    expect(new Set(reads.map(({ value: contact }) => contact.emails[0]?.value))).toEqual(
      new Set(['a@x.example']),
    )
    for (const item of reads) {
      const same = reads[0]?.value ?? EMPTY_CONTACT
      expect(kinds(await provider.push([update(item, { emails: same.emails })]))).toEqual(['done'])
    }
    expect(emulator.counts()).toMatchObject({ mutations: 0 })
  })
})

describe('consent', () => {
  test('an invalid access token is replaced once, and the call is repeated', async () => {
    const refused: (string | undefined)[] = []
    const opened = await newFixture({
      accessToken: async (options) => {
        refused.push(options?.refused)
        return options ? emulator.issueTokens({ account: opened.account }).accessToken : 'dead'
      },
    })
    expect(await opened.provider.push(creates(1))).toMatchObject([{ kind: 'done' }])
    expect(refused).toEqual([undefined, 'dead'])
    expect(opened.calls).toEqual(['people.createContact', 'people.createContact'])
  })

  test('if the new token is refused too, consent is lost', async () => {
    const { provider, calls } = await newFixture({ accessToken: async () => 'dead' })
    const error = await thrownBy(provider.pull(null, null))
    expect(error).toMatchObject({ kind: 'consent' })
    expect(error.message).not.toContain('dead')
    expect(calls).toHaveLength(2)
  })

  test('an error of the token source is passed on', async () => {
    const lost = new ProviderError('consent', 'revoked')
    const { provider, calls } = await newFixture({ accessToken: () => Promise.reject(lost) })
    expect(await thrownBy(provider.pull(null, null))).toBe(lost)
    expect(calls).toEqual([])
  })

  test('read access is not enough to write', async () => {
    const scopes = ['https://www.googleapis.com/auth/contacts.readonly']
    const opened = await newFixture({
      accessToken: async () => emulator.issueTokens({ account: opened.account, scopes }).accessToken,
    })
    await opened.provider.pull(null, null)
    expect(await thrownBy(opened.provider.push(creates(1)))).toMatchObject({ kind: 'consent' })
  })

  test('a disabled API is not a lost consent', async () => {
    const { provider } = await newFixture()
    fault('status', { preset: 'api-disabled' }, '/connections$')
    expect(await thrownBy(provider.pull(null, null))).toMatchObject({
      kind: 'unavailable',
      message: 'The People API is not enabled for this Google project',
    })
  })
})

describe('a whole call that fails', () => {
  test.each([1, 20])('%i new contacts in a full account', async (count) => {
    for (const overflowStatus of [400, 403, 429] as const) {
      const { provider } = await newFixture()
      emulator.setSwitches({ overflowAt: 0, overflowStatus })
      const [batch = []] = provider.batches(creates(count))
      expect(await thrownBy(provider.push(batch))).toMatchObject({ kind: 'full' })
    }
  })

  test('if Google cannot be reached, certainly nothing was written', async () => {
    const { provider } = await newFixture({ rootUrl: 'http://127.0.0.1:1/' })
    expect(await thrownBy(provider.push(creates(1)))).toMatchObject({ kind: 'unavailable' })
  })

  test.each([
    ['a page of HTML', 'html-502', {}],
    ['an internal error', 'status', { preset: 'internal' }],
    ['a busy server', 'status', { preset: 'unavailable' }],
  ] as const)('%s leaves a write unknown, and a read without answer', async (_, kind, more) => {
    const { provider } = await newFixture()
    fault(kind, more, ':createContact$')
    expect(kinds(await provider.push(creates(1)))).toEqual(['unknown'])
    fault(kind, more, '/connections$')
    expect(await thrownBy(provider.pull(null, null))).toMatchObject({ kind: 'unavailable' })
  })

  test('a write that times out has an unknown outcome', async () => {
    const { provider } = await newFixture({ timeoutMs: 200 })
    fault('delay', { delayMs: 1_000 }, ':createContact$')
    expect(kinds(await provider.push(creates(1)))).toEqual(['unknown'])
  })

  test('a write during another mutation has to be retried later', async () => {
    const { provider } = await newFixture()
    fault('status', { preset: 'aborted' }, ':createContact$')
    expect(await thrownBy(provider.push(creates(1)))).toMatchObject({ kind: 'rate' })
  })

  test('Google’s Retry-After is respected', async () => {
    const now = new Date('2026-11-23T09:00:00Z')
    const { provider, calls } = await newFixture({ now: () => now })
    fault('status', { preset: 'rate', headers: { 'retry-after': '40' } }, '/connections$')
    const until = { kind: 'rate', retryAt: new Date('2026-11-23T09:00:40Z') }
    expect(await thrownBy(provider.pull(null, null))).toMatchObject(until)
    expect(await thrownBy(provider.pull(null, null))).toMatchObject(until)
    expect(calls).toEqual(['people.connections.list'])
  })

  test('our rate limit stays within Google’s quotas, so it never answers 429', async () => {
    emulator.setQuotas('google')
    emulator.setClock({ frozen: true })
    const { provider } = await newFixture({}, createPacing(USUAL_QUOTAS))
    let left = provider.batches(creates(3_000))
    let rests = 0
    while (left.length > 0) {
      const [batch = [], ...others] = left
      try {
        expect(kinds(await provider.push(batch))).toEqual(allOf('done', batch.length))
        left = others
      } catch (thrown) {
        if (!(thrown instanceof ProviderError) || !thrown.retryAt) throw thrown
        rests += 1
        emulator.setClock({ at: thrown.retryAt.getTime() })
      }
    }
    expect(rests).toBe(2)
    expect(emulator.requests().filter(({ status }) => status === 429)).toEqual([])
  })
})

describe('batches', () => {
  test('a few writes are sent singly, since a batch costs as much as six', async () => {
    const { provider } = await newFixture()
    expect(COSTS.batchWrite.criticalWrites).toBe(6)
    expect(provider.batches(creates(6)).map(({ length }) => length)).toEqual([1, 1, 1, 1, 1, 1])
    expect(provider.batches(creates(7)).map(({ length }) => length)).toEqual([7])
    expect(provider.batches(creates(402)).map(({ length }) => length)).toEqual([200, 200, 1, 1])
  })

  test('updates of the same fields share a call, and no item occurs twice in a call', async () => {
    const opened = await newFixture()
    const items = await entriesOf(opened, 9)
    const [twice] = items
    const pushes = [
      ...items.map((item) => update(item, { title: 'Partner' })),
      ...items.map((item) => update(item, { company: 'Acme', notes: 'x' })),
      ...(twice ? [update(twice, { department: 'Tax' })] : []),
    ]
    const batches = opened.provider.batches(pushes)
    expect(batches.map(({ length }) => length)).toEqual([9, 9, 1])
  })

  test('updates of any mix of fields are sent in the fewest calls, and each changes only its own fields', async () => {
    const opened = await newFixture()
    const { provider, account, calls } = opened
    const persons = Array.from({ length: 330 }, (_, at) => ({
      names: [{ givenName: `Ana ${at}`, phoneticGivenName: 'Unknown' }],
      biographies: [{ value: '<b>Met</b> at sea', contentType: 'TEXT_HTML' }],
      emailAddresses: [{ value: `a${at}@x.example`, displayName: 'Ana' }, { value: `b${at}@x.example` }],
    }))
    const ids = emulator.addPersons({ account, persons })
    const readAll = async () => [
      ...(await provider.read(ids.slice(0, 200))),
      ...(await provider.read(ids.slice(200))),
    ]
    const items = await readAll()
    const edits = [
      { nickname: 'An' },
      { title: 'Partner' },
      { lastName: 'Gray' },
      { websites: [WEBSITE] },
      { notes: 'x' },
    ]
    const pushes = items.map((item, at) => update(item, edits[at % edits.length] ?? {}))
    const batches = provider.batches(pushes)
    expect(batches.map(({ length }) => length)).toEqual([200, 130])
    calls.length = 0
    for (const batch of batches)
      expect(kinds(await provider.push(batch))).toEqual(allOf('done', batch.length))
    expect(calls).toEqual(['people.batchUpdateContacts', 'people.batchUpdateContacts'])
    const now = await readAll()
    expect(now.map(({ value }) => value)).toEqual(
      items.map(({ value }, at) => expect.objectContaining({ ...value, ...edits[at % edits.length] })),
    )
    const kept = now.flatMap(({ raw }, at) => (at % edits.length === 0 ? [JSON.stringify(raw)] : []))
    expect(
      kept.every(
        (one) => one.includes('Unknown') && one.includes('TEXT_HTML') && one.includes('displayName'),
      ),
    ).toBe(true)
  })

  test('a contact that Google refuses for a field that its update leaves alone is sent without that field', async () => {
    const opened = await newFixture()
    const items = await entriesOf(opened, 10)
    emulator.editPerson({
      account: opened.account,
      resourceName: items[3]?.id ?? '',
      person: { biographies: [{ value: 'x'.repeat(500) }] },
    })
    const now = await opened.provider.read(items.map(({ id }) => id))
    emulator.setSwitches({ charactersPerNote: 400 })
    const pushes = now.map((item, at) => update(item, at % 2 === 0 ? { notes: 'Ours' } : { nickname: 'An' }))
    expect(opened.provider.batches(pushes)).toHaveLength(1)
    expect(kinds(await opened.provider.push(pushes))).toEqual(allOf('done', 10))
    const written = await opened.provider.read(items.map(({ id }) => id))
    expect(written.map(({ value }) => `${value.nickname}${value.notes}`.slice(0, 4))).toEqual(
      items.map((_, at) => (at === 3 ? 'Anxx' : at % 2 === 0 ? 'Ours' : 'An')),
    )
  })

  test('only what Google refuses fails of updates that share a mask', async () => {
    const opened = await newFixture()
    const items = await entriesOf(opened, 10)
    const pushes = items.map((item, at) =>
      update(
        item,
        at === 4 ? { nickname: 'x'.repeat(1_100) } : at % 2 === 0 ? { notes: 'Ours' } : { title: 'Partner' },
      ),
    )
    const outcomes = new Map((await opened.provider.push(pushes)).map(({ ref, kind }) => [ref, kind]))
    expect(items.map(({ id }) => outcomes.get(id))).toEqual(allOf('done', 10).with(4, 'rejected'))
  })

  test('deletes are sent in batches of five hundred', async () => {
    const { provider } = await newFixture()
    const deletes = (count: number): Push[] =>
      Array.from({ length: count }, (_, at) => ({
        kind: 'delete',
        ref: `r${at}`,
        id: `people/c${at}`,
        version: '#',
      }))
    expect(provider.batches(deletes(10)).map(({ length }) => length)).toEqual(allOf('done', 10).map(() => 1))
    expect(provider.batches(deletes(511)).map(({ length }) => length)).toEqual([500, 11])
  })

  test('one batch is one call', async () => {
    const { provider, calls } = await newFixture()
    const [batch = []] = provider.batches(creates(150))
    expect(kinds(await provider.push(batch))).toEqual(allOf('done', 150))
    expect(calls).toEqual(['people.batchCreateContacts'])
  })

  test('a reply in another order is matched correctly', async () => {
    emulator.setSwitches({ batchOrder: 'reversed' })
    const opened = await newFixture()
    const created = await opened.provider.push(creates(20))
    expect(created.map((one) => one.kind === 'done' && [one.ref, one.item.value.firstName])).toEqual(
      creates(20).map(({ ref }, at) => [ref, `Person ${at}`]),
    )
    const items = created.flatMap((one) => (one.kind === 'done' ? [one.item] : []))
    const pushes = items.map((item) => update(item, { lastName: `${item.value.firstName}son` }))
    for (const outcome of await opened.provider.push(pushes)) {
      const { value: contact } = outcome.kind === 'done' ? outcome.item : { value: EMPTY_CONTACT }
      expect(contact.lastName).toBe(`${contact.firstName}son`)
    }
  })

  test('if Google rejects single entries, the others are written', async () => {
    emulator.setSwitches({ staleInBatch: 'per-entry' })
    const opened = await newFixture()
    const items = await entriesOf(opened, 10)
    await opened.edit(items[3]?.id ?? '', { title: 'Partner' })
    const outcomes = await opened.provider.push(items.map((item) => update(item, { notes: 'Ours' })))
    expect(kinds(outcomes)).toEqual(allOf('done', 10).with(3, 'stale'))
  })

  test('if a rejection names no item, the rejected items are found', async () => {
    const opened = await newFixture()
    const { provider, edit, remove } = opened
    const items = await entriesOf(opened, 10)
    await edit(items[3]?.id ?? '', { title: 'Partner' })
    await remove(items[5]?.id ?? '')
    fault('status', { preset: 'stale' })
    opened.calls.length = 0
    const outcomes = await provider.push(items.map((item) => update(item, { notes: 'Ours' })))
    expect(kinds(outcomes)).toEqual(allOf('untried', 10).with(3, 'stale').with(5, 'gone'))
    expect(opened.calls).toEqual(['people.batchUpdateContacts', 'people.getBatchGet'])
  })

  test.each(['invalid-argument', 'stale', 'not-found'] as const)(
    '%s that nothing explains is halved until it is found or passes',
    async (preset) => {
      const opened = await newFixture()
      const items = await entriesOf(opened, 20)
      fault('status', { preset })
      const outcomes = await opened.provider.push(items.map((item) => update(item, { notes: 'Ours' })))
      expect(kinds(outcomes)).toEqual(allOf('done', 20))
      fault('status', { preset })
      expect(kinds(await opened.provider.push(creates(20)))).toEqual(allOf('done', 20))
    },
  )

  test('a rate limit halfway leaves the remaining writes untried and reports the finished ones', async () => {
    const { provider, count } = await newFixture()
    emulator.addFaults([
      { kind: 'status', preset: 'invalid-argument', match: { path: ':batchCreateContacts$' } },
      { kind: 'status', preset: 'rate', match: { path: ':batchCreateContacts$' }, nth: 2 },
    ])
    const outcomes = await provider.push(creates(20))
    expect(kinds(outcomes)).toEqual([...allOf('done', 10), ...allOf('untried', 10)])
    expect(await count()).toBe(10)
  })
})

describe('updates', () => {
  test('a truncated list keeps its end', async () => {
    const opened = await newFixture()
    const persons = [
      {
        names: [{ givenName: 'Ana' }],
        emailAddresses: Array.from({ length: 130 }, (_, at) => ({ value: `a${at}@x.example` })),
      },
    ]
    const [id = ''] = emulator.addPersons({ account: opened.account, persons })
    const [item] = (await opened.provider.pull(null, null)).items
    if (!item) throw new Error('nothing pulled')
    expect(item.value.emails).toHaveLength(100)
    const [outcome] = await opened.provider.push([update(item, { emails: item.value.emails.slice(1) })])
    expect(outcome).toMatchObject({ kind: 'done' })
    const now = list(emulator.person({ account: opened.account, resourceName: id })?.emailAddresses)
    expect(now.map(({ value }) => value)).toEqual(
      Array.from({ length: 129 }, (_, at) => `a${at + 1}@x.example`),
    )
  })

  test('unsynced fields, groups and other programs’ client data stay unchanged', async () => {
    const opened = await newFixture()
    const kept = {
      userDefined: [{ key: 'Matter', value: '77' }],
      clientData: [{ key: 'other.app', value: 'x' }],
      relations: [{ person: 'Ben', type: 'spouse' }],
      memberships: [{ contactGroupMembership: { contactGroupResourceName: 'contactGroups/starred' } }],
    }
    const [id = ''] = emulator.addPersons({
      account: opened.account,
      persons: [{ names: [{ givenName: 'Ana' }], ...kept }],
    })
    const [item] = await opened.provider.read([id])
    if (!item) throw new Error('nothing read')
    await opened.provider.push([
      update(item, {
        ...person('Anna'),
        nickname: 'An',
        emails: [{ value: 'a@x.example', label: 'Chambers' }],
      }),
    ])
    const now = emulator.person({ account: opened.account, resourceName: id })
    for (const [field, items] of Object.entries(kept))
      expect(now).toMatchObject({
        [field]: items.map((one) => expect.objectContaining('contactGroupMembership' in one ? {} : one)),
      })
    expect(JSON.stringify(now?.memberships)).toContain('contactGroups/starred')
  })

  test('a person that was read earlier does not overwrite a newer version', async () => {
    const opened = await newFixture()
    const [before] = await entriesOf(opened, 1)
    if (!before) throw new Error('nothing read')
    await opened.edit(before.id, { title: 'Partner' })
    const [after] = await opened.provider.read([before.id])
    if (!after) throw new Error('nothing read')
    const mixed = update({ ...after, raw: before.raw }, { department: 'Tax' })
    expect(kinds(await opened.provider.push([mixed]))).toEqual(['stale'])
    expect(await opened.look(before.id)).toContain('Partner')
  })

  test('nothing is written without the person as it was read', async () => {
    const opened = await newFixture()
    const [item] = await entriesOf(opened, 1)
    if (!item) throw new Error('nothing read')
    opened.calls.length = 0
    expect(kinds(await opened.provider.push([update({ ...item, raw: null }, { notes: 'x' })]))).toEqual([
      'stale',
    ])
    expect(opened.calls).toEqual([])
  })
})

test('text that cannot be stored is removed from the contact and from Google’s raw JSON', async () => {
  const { provider, account } = await newFixture()
  const notes = [{ value: 'Met\0 at\ud83d sea 😀', contentType: 'TEXT_PLAIN' }]
  const id = emulator.addPerson({ account, person: { biographies: notes } }).resourceName ?? ''
  const [item] = await provider.read([id])
  expect(item?.value.notes).toBe('Met at\ufffd sea 😀')
  expect(JSON.stringify(item?.raw)).not.toMatch(/\\u0000|\\ud83d/)
})

test('no error repeats what was sent', async () => {
  const { provider } = await newFixture({
    rootUrl: 'http://127.0.0.1:1/',
    accessToken: async () => 'token-of-ana',
  })
  const error = await thrownBy(provider.push([{ kind: 'create', ref: 'r', key: 'k', to: person('Xaver') }]))
  const shown = `${JSON.stringify(error)} ${error.message} ${error.stack} ${JSON.stringify(error.cause)}`
  expect(shown).not.toMatch(/Xaver|token-of-ana/)
})

test('a pull asks for a token and for the contacts’ own fields, in a fixed language', async () => {
  const seen: IncomingMessage[] = []
  const server = createServer((request, response) => {
    seen.push(request)
    response.setHeader('content-type', 'application/json').end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const { provider } = await newFixture({
    rootUrl: `http://127.0.0.1:${port}/`,
    accessToken: async () => 'token',
  })
  const page = await provider.pull({ token: 'since', shape: provider.shape }, 'next')
  await new Promise((resolve) => server.close(resolve))
  expect(page).toEqual({ items: [], nextPage: null, cursor: null, total: null })
  expect(seen[0]?.headers).toMatchObject({ 'accept-language': 'en', authorization: 'Bearer token' })
  const { pathname, searchParams } = new URL(seen[0]?.url ?? '', 'http://x')
  expect(pathname).toBe('/v1/people/me/connections')
  expect(Object.fromEntries(searchParams)).toMatchObject({
    requestSyncToken: 'true',
    sources: 'READ_SOURCE_TYPE_CONTACT',
    pageSize: '1000',
    syncToken: 'since',
    pageToken: 'next',
  })
})
