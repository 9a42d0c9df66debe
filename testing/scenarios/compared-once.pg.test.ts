// Nobody is compared twice: two contacts that were compared and did not change are not compared again, whatever looks at everything. The
// questions about them stay as they are. Counted in pairs that the matcher compared.
import { beforeEach, describe, expect, it } from 'vitest'
import { EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { MOST_ALONE } from '@/lib/store/pending/pending-items'
import { discardPreview } from '@/lib/store/runs/runs'
import { setSyncSettings, stopSync } from '@/lib/store/sync/syncs'
import { owner, withDatabase } from '@/testing/database/test-database'
import { decideAsShown } from '@/testing/scenarios/as-shown'
import { type Fixture, person, setUpFixture } from './fixture'

withDatabase()

const NAMES = ['Olga Adler', 'Peter Bishop', 'Nina Costa', 'Victor Dvorak', 'Ruth Fontaine', 'Thomas Gruber']
const named = (name: string) => {
  const [first = '', last = ''] = name.split(' ')
  return person(first, last, { emails: [] })
}

let fixture: Fixture
let compared: number

/** Contacts with the same names and nothing else on each side: a question about each, which nobody has answered. */
beforeEach(async () => {
  fixture = await setUpFixture()
  compared = 0
  Object.assign(fixture.deps, {
    log: (event: string, { pairs }: { pairs?: number }) => {
      if (event === 'compared') compared += pairs ?? 0
    },
  })
  for (const name of NAMES) {
    await fixture.addHere(named(name))
    fixture.account.add(named(name))
  }
  await fixture.start(await fixture.preview())
  await fixture.later()
})

/** Who is asked about, and the pairs that were compared meanwhile. */
async function during(work: () => Promise<unknown>) {
  compared = 0
  await work()
  return { asked: await asked(), compared }
}

async function asked() {
  const rows = await owner().change.findMany({
    where: { syncId: fixture.sync.id, kind: 'question', state: { in: ['waiting', 'planned'] } },
  })
  return [...new Set(rows.map(({ name }) => name))].sort()
}

const ALL = [...NAMES].sort()
const UNCHANGED = { asked: ALL, compared: 0 }

const OTHER = { onConflict: 'newest', onLocalDelete: 'keep' } as const
const set = (settings = {}) => setSyncSettings(fixture.actor, fixture.sync.id, { ...OTHER, ...settings })

it('a first preview compares everybody', async () => {
  const other = await setUpFixture()
  let pairs = 0
  Object.assign(other.deps, {
    log: (event: string, facts: { pairs?: number }) => {
      if (event === 'compared') pairs += facts.pairs ?? 0
    },
  })
  await other.addHere(named('Olga Adler'))
  other.account.add(named('Olga Adler'))
  await other.preview()
  expect(pairs).toBe(1)
})

describe('nobody is compared again by', () => {
  it('a check for other settings', async () => {
    expect(await during(() => set().then(() => fixture.later()))).toEqual(UNCHANGED)
  })

  it('a preview of a sync that is set up again, and another one after it is discarded', async () => {
    await stopSync(fixture.actor, fixture.sync.id)
    let run = ''
    expect(
      await during(async () => {
        run = (await fixture.preview()).id
      }),
    ).toEqual(UNCHANGED)
    await discardPreview(fixture.actor, run)
    expect(await during(() => fixture.preview())).toEqual(UNCHANGED)
    expect(await fixture.changes(await latest())).toHaveLength(ALL.length)
  })

  it('a full read', async () => {
    fixture.account.expireCursors()
    expect(await during(() => fixture.later())).toEqual(UNCHANGED)
    expect(await owner().run.findUniqueOrThrow({ where: { id: await latest() } })).toMatchObject({
      full: true,
    })
  })

  it('a check in which more contacts moved than are looked at one by one', async () => {
    for (let at = 0; at <= MOST_ALONE; at += 1)
      fixture.account.add({ ...EMPTY_CONTACT, kind: 'company', company: `${letters(at)} Holding` })
    expect(await during(() => fixture.later())).toEqual(UNCHANGED)
    const planned = await fixture.changes(await latest())
    expect(planned.filter(({ kind }) => kind === 'createLocal')).toHaveLength(MOST_ALONE + 1)
  })
})

describe('only those that changed are compared, with those that they may match', () => {
  it('a contact that is added before a check of everything', async () => {
    await set({ direction: 'toLocal' })
    await fixture.addHere(named('Zoe Kowalski'))
    await fixture.later()
    await set({ direction: 'toLocal', onConflict: 'ask' })
    fixture.account.add(named('Zoe Kowalski'))
    expect(await during(() => fixture.later())).toEqual({ asked: [...ALL, 'Zoe Kowalski'], compared: 1 })
  })

  it('a contact that was edited', async () => {
    const [first] = await fixture.here()
    await set()
    await fixture.editHere(first?.id ?? '', { nickname: 'Mia' })
    expect(await during(() => fixture.later())).toEqual({ asked: ALL, compared: 1 })
  })

  it('a contact whose question was lost with a preview that was discarded', async () => {
    await stopSync(fixture.actor, fixture.sync.id)
    await fixture.addHere(named('Zoe Kowalski'))
    fixture.account.add(named('Zoe Kowalski'))
    const run = await fixture.preview()
    await discardPreview(fixture.actor, run.id)
    expect((await during(() => fixture.preview())).compared).toBe(1)
    expect(await asked()).toEqual([...ALL, 'Zoe Kowalski'])
  })

  it('two that are no longer kept apart', async () => {
    const question = await owner().change.findFirstOrThrow({
      where: { name: 'Olga Adler', state: 'waiting' },
    })
    const { localId, remoteId } = question
    await set({ direction: 'toLocal' })
    await decideAsShown(fixture.actor, question.id, { samePerson: 'separate' })
    await owner().exclusion.create({
      data: {
        ...{ id: crypto.randomUUID(), firmId: fixture.actor.firmId, syncId: fixture.sync.id },
        ...{ remoteId, name: '', userId: fixture.actor.userId },
      },
    })
    await fixture.later()
    await owner().exclusion.deleteMany({ where: { syncId: fixture.sync.id } })
    await owner().separation.deleteMany({ where: { localId: localId ?? '' } })
    await set({ direction: 'toLocal', onConflict: 'ask' })
    const now = await during(() => fixture.later())
    expect(now.asked).toContain('Olga Adler')
    expect(now.compared).toBe(1)
  })
})

const latest = async () =>
  (await owner().run.findFirstOrThrow({ where: { syncId: fixture.sync.id }, orderBy: { createdAt: 'desc' } }))
    .id

/** Words that look and sound different from each other. */
function letters(at: number): string {
  const syllables = ['ba', 'de', 'fi', 'go', 'ku', 'la', 'me', 'ni', 'po', 'ru', 'sa', 'te', 'vi']
  const digit = (part: number) => syllables[Math.floor(at / 13 ** part) % 13]
  return `${digit(0)}${digit(1)}${digit(2)}${digit(3)}x`
}
