// What Disconnect and Discard erase of an account, and what setting up again does with the rest.

import { beforeAll, describe, expect, it } from 'vitest'
import { providerOf } from '@/lib/providers/registry'
import { db } from '@/lib/store/database/client'
import { cleanUp } from '@/lib/store/retention/clean-up'
import { listExclusions } from '@/lib/store/review/exclusions'
import { discardPreview } from '@/lib/store/runs/runs'
import { closeConnection, saveConnection } from '@/lib/store/sync/connections'
import { stopSync } from '@/lib/store/sync/syncs'
import { HOUR } from '@/lib/time'
import { placesOf } from '@/testing/database/find-text'
import { owner, withDatabase } from '@/testing/database/test-database'
import { decideAsShown, excludeAsShown } from '@/testing/scenarios/as-shown'
import { type Fixture, person, setUpFixture } from '@/testing/scenarios/fixture'

withDatabase()

const FEW = 5
const BATCHES = 1_000
const phone = (value: string, label = 'Work') => ({ value, label })

async function reconnect({ actor, connection }: Fixture): Promise<void> {
  const { accountId, accountEmail, scopes } = connection
  const provider = providerOf(connection).name
  const tokens = { accessToken: 'sealed', accessTokenExpiresAt: new Date() }
  await saveConnection(actor, { provider, accountId, accountEmail, scopes }, () => tokens)
}

const changeOf = async (fixture: Fixture, runId: string, name: string) => {
  const change = (await fixture.changes(runId)).find((one) => one.name.includes(name))
  if (!change) throw new Error(`no change of ${name}`)
  return change
}

async function exclude(fixture: Fixture, runId: string, name: string): Promise<void> {
  const { id } = await changeOf(fixture, runId, name)
  const scope = { syncId: fixture.sync.id, runId }
  await excludeAsShown(fixture.actor, scope, { kind: 'ids', ids: [id] }, crypto.randomUUID(), new Date())
}

/** Linked, excluded, asked about and in conflict: all the ways in which an account's values are stored. */
async function liveFixture() {
  const fixture = await setUpFixture()
  const mark = fixture.actor.userId.slice(0, 8)
  const { account } = fixture
  await fixture.addHere(person('Linked', 'Lopez', { title: 'Partner' }))
  const linked = account.add(person('Linked', 'Lopez', { title: 'Partner' }), `raw text of ${mark}`)
  account.add(person('Excluded', `Eriksen ${mark}`, { notes: `never taken over ${mark}` }))
  await fixture.addHere(person('Asked', 'Abara', { emails: [], phones: [phone('+1 604 555 0142')] }))
  account.add(
    person('Asked', 'Abara', {
      emails: [phone(`asked.${mark}@example.net`)],
      phones: [phone('604-555-0142')],
    }),
  )
  const run = await fixture.preview()
  await exclude(fixture, run.id, 'Eriksen')
  await fixture.start(run)
  const here = (await fixture.here()).find(({ lastName }) => lastName === 'Lopez')
  await fixture.editHere(here?.id ?? '', { title: 'Counsel' })
  account.edit(linked, { ...person('Linked', 'Lopez'), title: `Judge ${mark}` }, `raw text of ${mark}`)
  await fixture.later()
  return {
    ...fixture,
    onlyThere: [
      `raw text of ${mark}`,
      `Eriksen ${mark}`,
      `never taken over ${mark}`,
      `asked.${mark}`,
      `Judge ${mark}`,
    ],
  }
}

describe('after Disconnect Account', () => {
  it('no table contains values that only the account had', async () => {
    const fixture = await liveFixture()
    expect((await placesOf(fixture.onlyThere)).length).toBeGreaterThan(FEW)
    const applied = await owner().change.count({ where: { syncId: fixture.sync.id, state: 'applied' } })
    await closeConnection(fixture.actor, fixture.connection.id)
    expect(await placesOf(fixture.onlyThere)).toEqual([])
    const links = await owner().link.findMany({ where: { syncId: fixture.sync.id } })
    expect(links.map(({ baseLocal, baseRemote }) => [baseLocal, baseRemote])).toEqual([[{}, {}]])
    // Changes to the firm's contacts are history and are kept as long.
    expect(
      await owner().change.count({ where: { syncId: fixture.sync.id, state: 'applied', erasedAt: null } }),
    ).toBe(applied)
  })

  it('the next clean-up erases data of a late reply, but not that of an account in use', async () => {
    const fixture = await liveFixture()
    const { id: syncId, firmId } = fixture.sync
    await closeConnection(fixture.actor, fixture.connection.id)
    const late = {
      syncId,
      firmId,
      remoteId: 'people/late',
      version: '9',
      value: person('Late', 'Lindqvist'),
      seenAt: new Date(),
    }
    await owner().item.create({
      data: { ...late, value: { ...late.value } as object, raw: { said: 'Lindqvist' } },
    })
    await cleanUp(firmId, new Date(), BATCHES)
    expect(await placesOf(['Lindqvist'])).toEqual([])
    await reconnect(fixture)
    await fixture.preview()
    await cleanUp(firmId, new Date(Date.now() + HOUR), BATCHES)
    expect(
      await owner().item.count({
        where: { syncId, value: { path: ['lastName'], string_starts_with: 'Eriksen' } },
      }),
    ).toBe(1)
  })

  it('connecting another account instead erases the former one’s values', async () => {
    const fixture = await liveFixture()
    const { scopes } = fixture.connection
    const provider = providerOf(fixture.connection).name
    const tokens = { accessToken: 'sealed', accessTokenExpiresAt: new Date() }
    const other = { provider, accountId: crypto.randomUUID(), accountEmail: 'other@example.com', scopes }
    await saveConnection(fixture.actor, other, () => tokens)
    expect(await placesOf(fixture.onlyThere)).toEqual([])
  })

  it('exclusions get their names back once the account is read again', async () => {
    const fixture = await liveFixture()
    await closeConnection(fixture.actor, fixture.connection.id)
    await reconnect(fixture)
    const before = await listExclusions(fixture.actor, fixture.sync.id, '', 10)
    expect(before.rows.map(({ name }) => name)).toEqual([''])
    await fixture.preview()
    const { rows } = await listExclusions(fixture.actor, fixture.sync.id, '', 10)
    expect(rows.map(({ name }) => name)).toEqual([expect.stringContaining('Excluded Eriksen')])
  })

  it('a question stays a question, with its current reasons', async () => {
    const fixture = await liveFixture()
    await closeConnection(fixture.actor, fixture.connection.id)
    await reconnect(fixture)
    const run = await fixture.preview()
    const question = await changeOf(fixture, run.id, 'Abara')
    expect(question.kind).toBe('question')
    expect((question.body as { reasons: unknown[] }).reasons.length).toBeGreaterThan(0)
  })
})

type Give = (fixture: Fixture) => Promise<void>
const GIVEN_UP: Readonly<Record<string, Give>> = {
  stopped: async (fixture) => void (await stopSync(fixture.actor, fixture.sync.id)),
  'disconnected, cleaned up and connected again': async (fixture) => {
    await closeConnection(fixture.actor, fixture.connection.id)
    await cleanUp(fixture.actor.firmId, new Date(Date.now() + HOUR), BATCHES)
    await reconnect(fixture)
  },
}

/** Everything that people do while a sync is stopped, each to another contact. */
async function life(giveUp: Give) {
  const fixture = await setUpFixture()
  const { account } = fixture
  const names = [
    'Same',
    'HereEdited',
    'ThereEdited',
    'HereCleared',
    'ThereCleared',
    'HereRemoved',
    'ThereRemoved',
    'Relabelled',
    'Both',
    'Clash',
    'HereDeleted',
    'ThereDeleted',
    'BothDeleted',
  ] as const
  const full = (name: string) =>
    person(name, 'Case', {
      title: 'Partner',
      phones: [phone('604-555-0100'), phone('604-555-0177', 'Home')],
      notes: 'first line\nsecond line',
    })
  const there = new Map(names.map((name) => [name, account.add(full(name))]))
  await fixture.start(await fixture.preview())
  const here = new Map((await fixture.here()).map(({ id, firstName }) => [firstName, id]))
  await giveUp(fixture)
  const edit = (name: (typeof names)[number], change: object) =>
    fixture.editHere(here.get(name) ?? '', change)
  const editThere = (name: (typeof names)[number], change: object) =>
    account.edit(there.get(name) ?? '', { ...full(name), ...change })
  await edit('HereEdited', { title: 'Counsel' })
  editThere('ThereEdited', { title: 'Judge' })
  await edit('HereCleared', { title: '' })
  editThere('ThereCleared', { title: '', notes: '' })
  await edit('HereRemoved', { phones: [phone('604-555-0100')] })
  editThere('ThereRemoved', { phones: [phone('604-555-0177', 'Home')] })
  await edit('Relabelled', { phones: [phone('604-555-0100', 'Mobile'), phone('604-555-0177', 'Home')] })
  await edit('Both', { nickname: 'Bo' })
  editThere('Both', { department: 'Litigation' })
  await edit('Clash', { title: 'Counsel' })
  editThere('Clash', { title: 'Judge' })
  await fixture.deleteHere(here.get('HereDeleted') ?? '')
  account.remove(there.get('ThereDeleted') ?? '')
  await fixture.deleteHere(here.get('BothDeleted') ?? '')
  account.remove(there.get('BothDeleted') ?? '')
  await fixture.addHere(person('New', 'Here'))
  account.add(person('Fresh', 'Over There'))
  const run = await fixture.preview()
  const planned = (await fixture.changes(run.id)).map(({ kind, name, group, undecided }) => [
    name,
    kind,
    group,
    undecided,
  ])
  await fixture.start(run)
  await fixture.later()
  const bare = ({ id: _, ...contact }: { id: string }) => contact
  const sorted = (contacts: readonly { id: string }[]) =>
    contacts.map(bare).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  const waiting = await db(fixture.actor.firmId).change.count({
    where: { syncId: fixture.sync.id, state: 'waiting' },
  })
  return {
    planned: planned.sort(),
    here: sorted(await fixture.here()),
    there: sorted(fixture.there()),
    waiting,
  }
}

describe('setting up again', () => {
  let stopped: Awaited<ReturnType<typeof life>>
  beforeAll(async () => {
    stopped = await life(GIVEN_UP.stopped as Give)
  })

  it('after Disconnect and a clean-up works as after Stop Sync: no duplicates, no lost edits', async () => {
    expect(await life(GIVEN_UP['disconnected, cleaned up and connected again'] as Give)).toEqual(stopped)
  })

  it('asks only about values that both changed', () => {
    expect(stopped.planned.filter(([, , , undecided]) => undecided).map(([name]) => name)).toEqual([
      'Clash Case',
    ])
    expect(stopped.waiting).toBe(1)
  })
})

describe('a first preview that is discarded', () => {
  it('erases what was read from the account, and what it planned', async () => {
    const fixture = await setUpFixture()
    fixture.account.add(person('Discarded', 'Dahl'), 'raw text of Dahl')
    const run = await fixture.preview()
    expect((await placesOf(['Dahl'])).length).toBeGreaterThan(2)
    await discardPreview(fixture.actor, run.id)
    expect(await placesOf(['Dahl'])).toEqual([])
    expect(await owner().run.count({ where: { id: run.id, state: 'discarded' } })).toBe(1)
  })

  it('keeps the names of excluded contacts in the list where they can be included again', async () => {
    const fixture = await setUpFixture()
    fixture.account.add(person('Kept', 'Out'))
    const run = await fixture.preview()
    await exclude(fixture, run.id, 'Out')
    await discardPreview(fixture.actor, run.id)
    const { rows } = await listExclusions(fixture.actor, fixture.sync.id, '', 10)
    expect(rows.map(({ name }) => name)).toEqual(['Kept Out'])
    expect(await fixture.changes((await fixture.preview()).id)).toEqual([])
  })

  it('keeps the decisions, so that nobody is asked twice, without the values', async () => {
    const fixture = await setUpFixture()
    await fixture.addHere(person('Ann', 'Question', { emails: [], phones: [phone('604-555-0142')] }))
    fixture.account.add(
      person('Ann', 'Question', {
        emails: [phone('only.there@example.net')],
        phones: [phone('604-555-0142')],
      }),
    )
    const run = await fixture.preview()
    const question = await changeOf(fixture, run.id, 'Question')
    expect(question.kind).toBe('question')
    await decideAsShown(fixture.actor, question.id, { samePerson: 'link' })
    await discardPreview(fixture.actor, run.id)
    expect(await placesOf(['only.there@example.net'])).toEqual([])
    const again = await fixture.changes((await fixture.preview()).id)
    expect(again.map(({ kind, undecided }) => [kind, undecided])).toEqual([['update', false]])
  })

  it('of a sync that was set up before keeps its bases', async () => {
    const fixture = await setUpFixture()
    fixture.account.add(person('Agreed', 'Arnold'))
    await fixture.start(await fixture.preview())
    await stopSync(fixture.actor, fixture.sync.id)
    await discardPreview(fixture.actor, (await fixture.preview()).id)
    expect(await owner().item.count({ where: { syncId: fixture.sync.id } })).toBe(1)
    const [link] = await owner().link.findMany({ where: { syncId: fixture.sync.id } })
    expect(link?.baseDigest).toBeNull()
  })
})
