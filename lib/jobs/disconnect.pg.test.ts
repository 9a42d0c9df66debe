// What Disconnect and Discard take away of an account, and what setting up again makes of what is left.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decideAsShown, excludeAsShown } from '@/lib/db/as-shown'
import { db } from '@/lib/db/client'
import { closeConnection, saveConnection } from '@/lib/db/connections'
import { listExclusions } from '@/lib/db/exclusions'
import { closeQueue } from '@/lib/db/queue'
import { cleanUp } from '@/lib/db/retention/clean-up'
import { placesOf } from '@/lib/db/retention/find-text'
import { discardPreview } from '@/lib/db/runs'
import { stopSync } from '@/lib/db/syncs'
import { owner, withDatabase } from '@/lib/db/testing'
import { person, type Stage, setStage } from './stage'

withDatabase()
afterAll(closeQueue)

const HOUR = 3_600_000
const FEW = 5
const BATCHES = 1_000
const phone = (value: string, label = 'Work') => ({ value, label })

async function reconnect({ actor, connection }: Stage): Promise<void> {
  const { provider, accountId, accountEmail, scopes } = connection
  const tokens = { accessToken: 'sealed', accessTokenExpiresAt: new Date() }
  await saveConnection(actor, { provider, accountId, accountEmail, scopes }, () => tokens)
}

const changeOf = async (stage: Stage, runId: string, name: string) => {
  const change = (await stage.changes(runId)).find((one) => one.name.includes(name))
  if (!change) throw new Error(`no change of ${name}`)
  return change
}

async function exclude(stage: Stage, runId: string, name: string): Promise<void> {
  const { id } = await changeOf(stage, runId, name)
  const scope = { syncId: stage.sync.id, runId }
  await excludeAsShown(stage.actor, scope, { kind: 'ids', ids: [id] }, crypto.randomUUID(), new Date())
}

/** Linked, excluded, asked about and in conflict: every way in which values of an account come to be stored. */
async function liveStage() {
  const stage = await setStage()
  const mark = stage.actor.userId.slice(0, 8)
  const { account } = stage
  await stage.addHere(person('Linked', 'Lopez', { title: 'Partner' }))
  const linked = account.add(person('Linked', 'Lopez', { title: 'Partner' }), `raw text of ${mark}`)
  account.add(person('Excluded', `Eriksen ${mark}`, { notes: `never taken over ${mark}` }))
  await stage.addHere(person('Asked', 'Abara', { emails: [], phones: [phone('+1 604 555 0142')] }))
  account.add(
    person('Asked', 'Abara', {
      emails: [phone(`asked.${mark}@example.net`)],
      phones: [phone('604-555-0142')],
    }),
  )
  const run = await stage.preview()
  await exclude(stage, run.id, 'Eriksen')
  await stage.start(run)
  const here = (await stage.here()).find(({ lastName }) => lastName === 'Lopez')
  await stage.editHere(here?.id ?? '', { title: 'Counsel' })
  account.edit(linked, { ...person('Linked', 'Lopez'), title: `Judge ${mark}` }, `raw text of ${mark}`)
  await stage.later()
  return {
    ...stage,
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
  it('nothing is stored of what only the account said, in any table', async () => {
    const stage = await liveStage()
    expect((await placesOf(stage.onlyThere)).length).toBeGreaterThan(FEW)
    const applied = await owner().change.count({ where: { syncId: stage.sync.id, state: 'applied' } })
    await closeConnection(stage.actor, stage.connection.id)
    expect(await placesOf(stage.onlyThere)).toEqual([])
    const links = await owner().link.findMany({ where: { syncId: stage.sync.id } })
    expect(links.map(({ baseLocal, baseRemote }) => [baseLocal, baseRemote])).toEqual([[{}, {}]])
    // What was done to the firm's contacts is history, and kept as long as that.
    expect(
      await owner().change.count({ where: { syncId: stage.sync.id, state: 'applied', erasedAt: null } }),
    ).toBe(applied)
  })

  it('what a late reply still brought is erased by the next clean-up, and what is in use again is not', async () => {
    const stage = await liveStage()
    const { id: syncId, firmId } = stage.sync
    await closeConnection(stage.actor, stage.connection.id)
    const late = {
      syncId,
      firmId,
      remoteId: 'people/late',
      version: '9',
      contact: person('Late', 'Lindqvist'),
      seenAt: new Date(),
    }
    await owner().entry.create({
      data: { ...late, contact: { ...late.contact } as object, raw: { said: 'Lindqvist' } },
    })
    await cleanUp(firmId, new Date(), BATCHES)
    expect(await placesOf(['Lindqvist'])).toEqual([])
    await reconnect(stage)
    await stage.preview()
    await cleanUp(firmId, new Date(Date.now() + HOUR), BATCHES)
    expect(
      await owner().entry.count({
        where: { syncId, contact: { path: ['lastName'], string_starts_with: 'Eriksen' } },
      }),
    ).toBe(1)
  })

  it('another account that is connected instead takes the former one’s values with it', async () => {
    const stage = await liveStage()
    const { provider, scopes } = stage.connection
    const tokens = { accessToken: 'sealed', accessTokenExpiresAt: new Date() }
    const other = { provider, accountId: crypto.randomUUID(), accountEmail: 'other@example.com', scopes }
    await saveConnection(stage.actor, other, () => tokens)
    expect(await placesOf(stage.onlyThere)).toEqual([])
  })

  it('exclusions are named again once the account is read again', async () => {
    const stage = await liveStage()
    await closeConnection(stage.actor, stage.connection.id)
    await reconnect(stage)
    const before = await listExclusions(stage.actor, stage.sync.id, '', 10)
    expect(before.rows.map(({ name }) => name)).toEqual([''])
    await stage.preview()
    const { rows } = await listExclusions(stage.actor, stage.sync.id, '', 10)
    expect(rows.map(({ name }) => name)).toEqual([expect.stringContaining('Excluded Eriksen')])
  })

  it('a question stays one, with the reasons that are seen now', async () => {
    const stage = await liveStage()
    await closeConnection(stage.actor, stage.connection.id)
    await reconnect(stage)
    const run = await stage.preview()
    const question = await changeOf(stage, run.id, 'Abara')
    expect(question.kind).toBe('question')
    expect((question.body as { reasons: unknown[] }).reasons.length).toBeGreaterThan(0)
  })
})

type Give = (stage: Stage) => Promise<void>
const GIVEN_UP: Readonly<Record<string, Give>> = {
  stopped: async (stage) => void (await stopSync(stage.actor, stage.sync.id)),
  'disconnected, cleaned up and connected again': async (stage) => {
    await closeConnection(stage.actor, stage.connection.id)
    await cleanUp(stage.actor.firmId, new Date(Date.now() + HOUR), BATCHES)
    await reconnect(stage)
  },
}

/** Everything that people do while a sync rests, each to a contact of its own. */
async function life(giveUp: Give) {
  const stage = await setStage()
  const { account } = stage
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
  await stage.start(await stage.preview())
  const here = new Map((await stage.here()).map(({ id, firstName }) => [firstName, id]))
  await giveUp(stage)
  const edit = (name: (typeof names)[number], change: object) => stage.editHere(here.get(name) ?? '', change)
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
  await stage.deleteHere(here.get('HereDeleted') ?? '')
  account.remove(there.get('ThereDeleted') ?? '')
  await stage.deleteHere(here.get('BothDeleted') ?? '')
  account.remove(there.get('BothDeleted') ?? '')
  await stage.addHere(person('New', 'Here'))
  account.add(person('Fresh', 'Over There'))
  const run = await stage.preview()
  const planned = (await stage.changes(run.id)).map(({ kind, name, group, undecided }) => [
    name,
    kind,
    group,
    undecided,
  ])
  await stage.start(run)
  await stage.later()
  const bare = ({ id: _, ...contact }: { id: string }) => contact
  const sorted = (contacts: readonly { id: string }[]) =>
    contacts.map(bare).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  const waiting = await db(stage.actor.firmId).change.count({
    where: { syncId: stage.sync.id, state: 'waiting' },
  })
  return { planned: planned.sort(), here: sorted(await stage.here()), there: sorted(stage.there()), waiting }
}

describe('setting up again', () => {
  let stopped: Awaited<ReturnType<typeof life>>
  beforeAll(async () => {
    stopped = await life(GIVEN_UP.stopped as Give)
  })

  it('after Disconnect and a clean-up does what it does after Stop Sync: nothing is doubled, no edit is lost', async () => {
    expect(await life(GIVEN_UP['disconnected, cleaned up and connected again'] as Give)).toEqual(stopped)
  })

  it('asks about what both changed, and about nothing else', () => {
    expect(stopped.planned.filter(([, , , undecided]) => undecided).map(([name]) => name)).toEqual([
      'Clash Case',
    ])
    expect(stopped.waiting).toBe(1)
  })
})

describe('a first preview that is discarded', () => {
  it('takes what was read of the account with it, and what it planned', async () => {
    const stage = await setStage()
    stage.account.add(person('Discarded', 'Dahl'), 'raw text of Dahl')
    const run = await stage.preview()
    expect((await placesOf(['Dahl'])).length).toBeGreaterThan(2)
    await discardPreview(stage.actor, run.id)
    expect(await placesOf(['Dahl'])).toEqual([])
    expect(await owner().run.count({ where: { id: run.id, state: 'discarded' } })).toBe(1)
  })

  it('leaves the names of those who were excluded, in the list where they can be taken back', async () => {
    const stage = await setStage()
    stage.account.add(person('Kept', 'Out'))
    const run = await stage.preview()
    await exclude(stage, run.id, 'Out')
    await discardPreview(stage.actor, run.id)
    const { rows } = await listExclusions(stage.actor, stage.sync.id, '', 10)
    expect(rows.map(({ name }) => name)).toEqual(['Kept Out'])
    expect(await stage.changes((await stage.preview()).id)).toEqual([])
  })

  it('leaves what was answered, so that nobody is asked twice, and none of what it was about', async () => {
    const stage = await setStage()
    await stage.addHere(person('Ann', 'Question', { emails: [], phones: [phone('604-555-0142')] }))
    stage.account.add(
      person('Ann', 'Question', {
        emails: [phone('only.there@example.net')],
        phones: [phone('604-555-0142')],
      }),
    )
    const run = await stage.preview()
    const question = await changeOf(stage, run.id, 'Question')
    expect(question.kind).toBe('question')
    await decideAsShown(stage.actor, question.id, { samePerson: 'link' })
    await discardPreview(stage.actor, run.id)
    expect(await placesOf(['only.there@example.net'])).toEqual([])
    const again = await stage.changes((await stage.preview()).id)
    expect(again.map(({ kind, undecided }) => [kind, undecided])).toEqual([['update', false]])
  })

  it('of a sync that was set up before leaves what was agreed on as it was', async () => {
    const stage = await setStage()
    stage.account.add(person('Agreed', 'Arnold'))
    await stage.start(await stage.preview())
    await stopSync(stage.actor, stage.sync.id)
    await discardPreview(stage.actor, (await stage.preview()).id)
    expect(await owner().entry.count({ where: { syncId: stage.sync.id } })).toBe(1)
    const [link] = await owner().link.findMany({ where: { syncId: stage.sync.id } })
    expect(link?.baseDigest).toBeNull()
  })
})
