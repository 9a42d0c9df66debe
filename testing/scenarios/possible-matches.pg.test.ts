// One contact with several possible matches: linking one decides the others, and nothing is decided or undone silently.

import { beforeEach, describe, expect, it } from 'vitest'
import { asAnswers } from '@/lib/store/address-book/values'
import { changeSides } from '@/lib/store/review/change-sides'
import { withDatabase } from '@/testing/database/test-database'
import { decideAsShown } from '@/testing/scenarios/as-shown'
import { type Fixture, person, setUpFixture } from './fixture'

withDatabase()

let fixture: Fixture
let runId = ''
/** Ids of the questions about Jon here: with the work address, with the one at home. */
let [work, home] = ['', '']

const mail = (...values: string[]) => ({ emails: values.map((value) => ({ value, label: '' })) })

beforeEach(async () => {
  fixture = await setUpFixture()
  await fixture.addHere(person('Jonathan', 'Abernathy', mail('jon@work.example', 'jon@home.example')))
  const at = new Map([
    [fixture.account.add(person('Jon', 'Abernathy', mail('jon@work.example'))), 'work'],
    [fixture.account.add(person('Jonathan', 'Abernathy', mail('jon@home.example'))), 'home'],
  ])
  runId = (await fixture.preview()).id
  const asked = (await fixture.changes(runId)).filter(({ kind }) => kind === 'question')
  expect(asked).toHaveLength(2)
  const idOf = (name: string) => asked.find(({ remoteId }) => at.get(remoteId ?? '') === name)?.id ?? ''
  ;[work, home] = [idOf('work'), idOf('home')]
})

const decide = (id: string, decided: Parameters<typeof decideAsShown>[2]) =>
  decideAsShown(fixture.actor, id, decided)

/** The answer of each question and whether it needs one; and what is added because of them. */
async function now() {
  const changes = await fixture.changes(runId)
  const of = (id: string) => {
    const change = changes.find((one) => one.id === id)
    const { samePerson = null, answeredBy } = asAnswers(change?.answers ?? {})
    return [samePerson, answeredBy ? 'settled' : change?.undecided ? 'open' : 'said']
  }
  const added = changes.filter(({ kind }) => kind === 'createLocal' || kind === 'createRemote')
  return { work: of(work), home: of(home), added: added.map(({ name }) => name) }
}

const OPEN = { work: [null, 'open'], home: [null, 'open'], added: [] }
/** Once linked, Jon and Jonathan are two first names, one of which has to be chosen. */
const LINKED = { work: ['link', 'open'], home: ['separate', 'settled'], added: ['Jonathan Abernathy'] }

describe('linking one of two possible matches', () => {
  it('decides the other, and undoing it asks about both again', async () => {
    expect(await decide(work, { samePerson: 'link' })).toBe(true)
    expect(await now()).toEqual(LINKED)
    expect(await decide(work, { samePerson: null })).toBe(true)
    expect(await now()).toEqual(OPEN)
  })

  it('does not silently end an earlier link: without confirmation nothing changes', async () => {
    await decide(work, { samePerson: 'link' })
    expect(await decide(home, { samePerson: 'link' })).toBe(false)
    expect(await now()).toEqual(LINKED)
    expect(await decide(home, { samePerson: 'link', instead: true })).toBe(true)
    expect(await now()).toEqual({
      work: ['separate', 'settled'],
      home: ['link', 'said'],
      added: ['Jon Abernathy'],
    })
    // Undoing that restores the first link with all that it decided.
    expect(await decide(home, { samePerson: null })).toBe(true)
    expect(await now()).toEqual(LINKED)
  })

  it('and then keeping it separate asks about the other again, which nobody has decided', async () => {
    await decide(work, { samePerson: 'link' })
    await decide(work, { samePerson: 'separate' })
    expect(await now()).toEqual({
      work: ['separate', 'said'],
      home: [null, 'open'],
      added: ['Jon Abernathy'],
    })
  })

  it('keeps a person’s own decision', async () => {
    await decide(home, { samePerson: 'separate' })
    await decide(work, { samePerson: 'link' })
    await decide(work, { samePerson: null })
    expect(await now()).toMatchObject({ work: [null, 'open'], home: ['separate', 'said'] })
  })

  it('is carried out as shown', async () => {
    await decide(work, { samePerson: 'link' })
    await decide(home, { samePerson: 'link', instead: true })
    const run = await fixture.work()
    await fixture.start(run)
    const names = (await fixture.here()).map(({ firstName }) => firstName).sort()
    expect(names).toEqual(['Jon', 'Jonathan'])
    expect(fixture.there()).toHaveLength(2)
  })
})

it('each question shows the other possible matches, with their answers', async () => {
  const scope = { syncId: fixture.sync.id, runId }
  await decide(work, { samePerson: 'link' })
  const shown = await changeSides(fixture.actor, scope, home)
  expect(shown?.others).toMatchObject([
    { id: work, side: 'remote', value: { firstName: 'Jon' }, answer: 'link', answeredBy: null },
  ])
  const other = await changeSides(fixture.actor, scope, work)
  expect(other?.others).toMatchObject([
    { id: home, value: { firstName: 'Jonathan' }, answer: 'separate', answeredBy: work },
  ])
})
