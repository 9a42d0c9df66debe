// One answer to a class of questions: what it reaches, what it leaves alone, and the way back.

import { describe, expect, it } from 'vitest'
import type { Reason } from '@/lib/domains/contacts/types'
import { isVeryLikely, VERY_LIKELY } from '@/lib/engine/importance'
import { asAnswers } from '@/lib/store/address-book/values'
import { answerAll, questionClasses, type SameAnswer, undoAnswers } from '@/lib/store/review/answer-all'
import { asOfNow } from '@/lib/store/review/as-of'
import { pageOfChanges } from '@/lib/store/review/preview'
import { parseContactBody } from '@/testing/contacts/stored-body'
import { owner, withDatabase } from '@/testing/database/test-database'
import { decideAsShown, excludeAsShown } from '@/testing/scenarios/as-shown'
import { type Fixture, person, setUpFixture } from './fixture'

withDatabase()

const phone = (at: number) => ({
  emails: [],
  phones: [{ value: `+1 212 555 ${String(1000 + at)}`, label: '' }],
})
const LAST = ['Przybylski', 'Zwolinski', 'Quattlebaum', 'Oyelaran', 'Thorvaldsen', 'Abernathy']

/** `likely` questions that are very likely one person, and two that may be; all of different people. */
async function asked(likely = 4, first: (fixture: Fixture) => Promise<unknown> = async () => undefined) {
  const fixture = await setUpFixture()
  for (let at = 0; at < likely; at += 1) {
    await fixture.addHere(person('Zbigniew', LAST[at] ?? '', phone(at)))
    fixture.account.add(person('Zbigniew', LAST[at] ?? '', phone(at)))
  }
  for (const name of ['Marguerite', 'Ferdinand']) {
    await fixture.addHere(person(name, 'Vandersloot', { emails: [] }))
    fixture.account.add(person(name, 'Vandersloot', { emails: [] }))
  }
  await first(fixture)
  const { id: runId } = await fixture.preview()
  const scope = { syncId: fixture.sync.id, runId }
  const { actor } = fixture
  const changes = () => fixture.changes(runId)
  return {
    ...{ fixture, scope, actor, changes },
    classes: () => questionClasses(actor, scope, { q: '' }),
    answer: async (answer: SameAnswer, { q = '', asOf = '' } = {}) => {
      const batch = crypto.randomUUID()
      const given = { answer, batch }
      const count = await answerAll(
        actor,
        scope,
        { view: 'decide', q },
        given,
        asOf || (await asOfNow(actor)),
      )
      return { batch, count }
    },
    state: async () =>
      (await changes())
        .map(({ kind, name, undecided, answers, body }) => [
          kind,
          name,
          undecided,
          asAnswers(answers).samePerson,
          body,
        ])
        .map((one) => JSON.stringify(one))
        .sort(),
  }
}

/** Three pairs with more than 0.9 that are two people: twins, a father and a son, a couple. */
async function plainlyDiffering({ addHere, account }: Fixture): Promise<void> {
  const mailbox = (value: string) => ({ emails: [{ value, label: 'Home' }] })
  const born = (year: number, month = 1, day = 1) => ({ birthday: { year, month, day } })
  const home = { street: 'Ring 3', city: 'Ulm', region: '', postalCode: '89073', country: '', label: '' }
  const twin = { emails: [], addresses: [home], ...born(1990, 2, 2) }
  const family = mailbox('rb@b.example')
  const couple = mailbox('s@sm.example')
  await addHere(person('Mona', 'Krahwinkel', twin))
  account.add(person('Lisa', 'Krahwinkel', twin))
  await addHere(person('Renato', 'Bolognesi', { ...family, ...born(1950) }))
  account.add(person('Renato', 'Bolognesi', { ...family, ...born(1985) }))
  await addHere(person('', 'Smithers', { ...couple, prefix: 'Mr' }))
  account.add(person('', 'Smithers', { ...couple, prefix: 'Mrs' }))
}

const additions = async (fixture: Fixture, runId: string) =>
  (await fixture.changes(runId)).filter(({ kind }) => kind === 'createLocal' || kind === 'createRemote')
    .length

describe('Link all that are very likely', () => {
  it('links those, and leaves the rest open', async () => {
    const { classes, answer, changes } = await asked()
    expect(await classes()).toEqual({ likely: 4, open: 6, answered: null })
    const { batch, count } = await answer('link')
    expect(count).toBe(4)
    expect(await classes()).toEqual({ likely: 0, open: 2, answered: { batch, answer: 'link', count: 4 } })
    const linked = (await changes()).filter(({ answers }) => asAnswers(answers).samePerson === 'link')
    expect(linked.map(({ name }) => name).sort()).toEqual(
      LAST.slice(0, 4)
        .map((last) => `Zbigniew ${last}`)
        .sort(),
    )
    expect(linked.every(({ undecided }) => !undecided)).toBe(true)
  })

  it('is carried out as shown', async () => {
    const { answer, fixture } = await asked()
    await answer('link')
    await answer('separate')
    await fixture.start(await fixture.work())
    expect(await fixture.here()).toHaveLength(8)
    expect(fixture.there()).toHaveLength(8)
  })

  it('leaves a contact with two possible matches alone', async () => {
    const { classes } = await asked(2, async ({ account }) =>
      account.add(person('Zbigniew', LAST[0] ?? '', phone(0))),
    )
    expect(await classes()).toEqual({ likely: 1, open: 5, answered: null })
  })

  it('leaves those open that something speaks against, however likely they are', async () => {
    const { classes, answer, changes } = await asked(1, plainlyDiffering)
    const questions = (await changes()).filter(({ kind }) => kind === 'question')
    const bodies = questions.map(parseContactBody)
    const veryLikely = bodies.filter(({ probability, reasons }) => isVeryLikely(probability ?? 0, reasons))
    expect(bodies.filter(({ probability }) => (probability ?? 0) >= VERY_LIKELY)).toHaveLength(4)
    expect(veryLikely).toHaveLength(1)
    expect(await classes()).toMatchObject({ likely: 1 })
    expect((await answer('link')).count).toBe(1)
    const linked = (await changes()).filter(({ answers }) => asAnswers(answers).samePerson === 'link')
    expect(linked.map(({ name }) => name)).toEqual(['Zbigniew Przybylski'])
  })

  it.each<readonly [string, Record<string, string | number>, number]>([
    ['against', { kind: 'resembles', weight: 'against' }, 0],
    ['strongly against', { kind: 'differs', weight: 'strongly against' }, 0],
    ['a difference of no weight', { kind: 'differs' }, 0],
    ['another possible match', { kind: 'severalCandidates', count: 2 }, 0],
    ['a difference that does not count', { kind: 'differs', weight: 'none' }, 1],
    ['for it', { kind: 'agrees', weight: 'strong' }, 1],
  ])('counts a question as a page reads it: %s', async (_, reason, likely) => {
    const { classes, scope } = await asked(1)
    const known = { field: 'phones', local: '1', remote: '2', value: '1', ...reason }
    await owner()
      .$executeRaw`update "Change" set body = jsonb_set(body, '{reasons}', ${JSON.stringify([known])}::jsonb)
      where "runId" = ${scope.runId}::uuid and (body->>'probability')::float8 > 0.9`
    expect(isVeryLikely(0.95, [known as unknown as Reason])).toBe(likely === 1)
    expect(await classes()).toMatchObject({ likely })
  })

  it('reaches only what matches the search, and nothing that changed since the page was read', async () => {
    const { classes, answer, actor } = await asked()
    const asOf = await asOfNow(actor)
    expect((await answer('link', { q: 'oyelaran' })).count).toBe(1)
    await owner().change.updateMany({ where: { name: { contains: 'Zwolinski' } }, data: { name: 'Other' } })
    expect((await answer('link', { asOf })).count).toBe(2)
    expect(await classes()).toMatchObject({ likely: 1, open: 3 })
  })

  it('leaves a contact open that was edited since the comparison', async () => {
    const { fixture, classes, answer } = await asked()
    const [one] = await fixture.here()
    if (!one) throw new Error('nobody')
    await fixture.editHere(one.id, { ...one, title: 'Judge' })
    const before = (await classes()).likely
    expect((await answer('link')).count).toBeGreaterThanOrEqual(before - 1)
    expect((await classes()).open).toBeGreaterThanOrEqual(2)
  })
})

describe('Keep all apart', () => {
  it('adds each contact to the other side, and remembers it', async () => {
    const { fixture, scope, classes, answer } = await asked()
    expect((await answer('separate')).count).toBe(6)
    expect(await classes()).toMatchObject({ likely: 0, open: 0, answered: { answer: 'separate', count: 6 } })
    expect(await additions(fixture, scope.runId)).toBe(12)
    expect(await owner().separation.count({ where: { syncId: scope.syncId } })).toBe(6)
  })

  it('leaves an excluded question alone', async () => {
    const { fixture, scope, actor, changes, answer } = await asked(1)
    const [question] = (await changes()).filter(({ kind }) => kind === 'question')
    const which = { kind: 'ids', ids: [question?.id ?? ''] } as const
    await excludeAsShown(actor, scope, which, crypto.randomUUID(), fixture.now())
    expect((await answer('separate')).count).toBe(2)
  })
})

describe('Undo', () => {
  it.each(['link', 'separate'] as const)('takes back "%s" entirely, in any order', async (which) => {
    const { fixture, scope, actor, state, classes, answer } = await asked()
    const before = await state()
    const { batch } = await answer(which)
    expect(await state()).not.toEqual(before)
    const withdrawn = { firmId: actor.firmId, kind: 'decision', detail: { equals: {} } }
    const taken = await undoAnswers(actor, scope, batch)
    expect(taken).toBeGreaterThan(3)
    expect(await owner().audit.count({ where: withdrawn })).toBe(taken)
    expect(await state()).toEqual(before)
    expect((await classes()).answered).toBeNull()
    expect(await owner().separation.count({ where: { syncId: scope.syncId } })).toBe(0)
    expect(await additions(fixture, scope.runId)).toBe(0)
  })

  it('leaves answers of another class, and those that a person gave one by one', async () => {
    const { actor, scope, changes, classes, answer } = await asked()
    const linked = await answer('link')
    const apart = await answer('separate')
    const [one] = (await changes()).filter(({ answers }) => asAnswers(answers).batch === linked.batch)
    await decideAsShown(actor, one?.id ?? '', { samePerson: 'separate' })
    expect(await undoAnswers(actor, scope, linked.batch)).toBe(3)
    expect(await classes()).toEqual({
      ...{ likely: 3, open: 3 },
      answered: { batch: apart.batch, answer: 'separate', count: 2 },
    })
  })

  it('ends with Start Sync', async () => {
    const { fixture, scope, actor, answer } = await asked(1)
    const { batch } = await answer('link')
    await fixture.start(await fixture.work())
    expect(await undoAnswers(actor, scope, batch)).toBe(0)
  })
})

it('questions about a client come first, and the pages follow that order', async () => {
  const { actor, scope } = await asked(2, async ({ actor, here }) => {
    const client = (await here()).find(({ lastName }) => lastName === 'Zwolinski')
    await owner().$executeRaw`
      insert into "Matter" (id, "firmId", number, description, status, "clientId", "sortKey", search)
      values (gen_random_uuid(), ${actor.firmId}::uuid, '1', '', 'open', ${client?.id}::uuid, '1', '')`
  })
  const decide = { view: 'decide', q: '' } as const
  const { rows } = await pageOfChanges(actor, scope, decide)
  const names = rows.map(({ name }) => name)
  expect(names[0]).toBe('Zbigniew Zwolinski')
  expect(names.slice(1)).toEqual(names.slice(1).toSorted((a, b) => (lastOf(a) < lastOf(b) ? -1 : 1)))
  const [first, second, third] = rows
  const after = await pageOfChanges(actor, scope, decide, { after: first?.id ?? '' })
  expect(after.rows.map(({ name }) => name)).toEqual(names.slice(1))
  expect(after.first).toBe(2)
  const before = await pageOfChanges(actor, scope, decide, { before: third?.id ?? '' })
  expect(before.rows.map(({ id }) => id)).toEqual([first?.id, second?.id])
})

/** With the first name behind it, as lists are sorted. */
const lastOf = (name: string) => name.split(' ').reverse().join(' ')
