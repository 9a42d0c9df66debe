// "The newest edit wins", value by value, with the real worker steps: when each side changed what, as far as it can be known.

import { describe, expect, it } from 'vitest'
import { setSyncSettings } from '@/lib/store/sync/syncs'
import { MINUTE } from '@/lib/time'
import { owner, withDatabase } from '@/testing/database/test-database'
import { type Fixture, person, setUpFixture } from './fixture'

withDatabase()

/** Ana on both sides, in sync, and the newest edit wins. Times are minutes after that. */
async function inStep() {
  const fixture = await setUpFixture()
  const ana = await fixture.addHere(person('Ana', 'Lima', { title: 'Partner' }))
  fixture.account.add(person('Ana', 'Lima', { title: 'Partner' }))
  await fixture.start(await fixture.preview())
  await setSyncSettings(fixture.actor, fixture.sync.id, { onConflict: 'newest', onLocalDelete: 'keep' })
  const began = fixture.now().getTime()
  const passTo = (minutes: number) => fixture.pass(began + minutes * MINUTE - fixture.now().getTime())
  return {
    ...fixture,
    /** Edits here, dated by a clock that agrees with the account's. */
    editHere: async (minutes: number, change: Parameters<Fixture['editHere']>[1]) => {
      passTo(minutes)
      await fixture.editHere(ana, change)
      const latest = await owner().contactEdit.findFirstOrThrow({
        where: { contactId: ana },
        orderBy: { version: 'desc' },
      })
      await owner().contactEdit.update({ where: { id: latest.id }, data: { at: fixture.now() } })
      await owner().contact.update({ where: { id: ana }, data: { updatedAt: fixture.now() } })
    },
    editThere: (minutes: number, change: Parameters<typeof person>[2]) => {
      passTo(minutes)
      const [now] = fixture.there()
      if (!now) throw new Error('nobody is there')
      const { id, ...contact } = now
      fixture.account.edit(id, { ...contact, ...change })
    },
    /** A check that reads the account, and both sides' values afterwards. */
    check: async (minutes: number) => {
      passTo(minutes)
      const run = await fixture.later(0)
      const asked = (await fixture.changes(run.id)).filter(({ undecided }) => undecided)
      return { here: (await fixture.here())[0], there: fixture.there()[0], asked: asked.length }
    },
  }
}

describe('the newest edit', () => {
  it('of the value in conflict wins, whatever else was edited on the other side later', async () => {
    const fixture = await inStep()
    await fixture.editHere(60, { title: 'Judge' })
    fixture.editThere(70, { title: 'Clerk' })
    await fixture.editHere(80, { notes: 'Call back' })
    const { here, there, asked } = await fixture.check(90)
    expect([here?.title, there?.title, asked]).toEqual(['Clerk', 'Clerk', 0])
    expect(there?.notes).toBe('Call back')
  })

  it('here wins over an older one there', async () => {
    const fixture = await inStep()
    fixture.editThere(60, { title: 'Clerk' })
    await fixture.editHere(70, { title: 'Judge' })
    const { here, there, asked } = await fixture.check(90)
    expect([here?.title, there?.title, asked]).toEqual(['Judge', 'Judge', 0])
  })

  it('of a list entry wins separately', async () => {
    const phone = (value: string) => [{ value: `+1 212 555 ${value}`, label: 'Work' }]
    const fixture = await inStep()
    await fixture.editHere(10, { phones: phone('0100') })
    await fixture.check(20)
    await fixture.editHere(60, { phones: phone('0101') })
    fixture.editThere(70, { phones: phone('0102') })
    await fixture.editHere(80, { phones: [...phone('0101'), { value: '+44 20 7946 0000', label: 'Home' }] })
    const { here, asked } = await fixture.check(90)
    expect(asked).toBe(0)
    expect(here?.phones.map(({ value }) => value)).toEqual(['+1 212 555 0102', '+44 20 7946 0000'])
  })

  it('is asked about if Google’s only time may be that of another edit there', async () => {
    const fixture = await inStep()
    fixture.editThere(60, { title: 'Clerk' })
    await fixture.editHere(70, { title: 'Judge' })
    fixture.editThere(80, { notes: 'Call back' })
    const { here, there, asked } = await fixture.check(90)
    expect([here?.title, there?.title, asked]).toEqual(['Judge', 'Clerk', 1])
    expect(here?.notes).toBe('Call back')
  })

  it('is asked about if both edits are closer together than clocks may differ', async () => {
    const fixture = await inStep()
    await fixture.editHere(60, { title: 'Judge' })
    fixture.editThere(60.5, { title: 'Clerk' })
    expect((await fixture.check(90)).asked).toBe(1)
  })

  it('is known from an earlier read of the account, even after another edit there', async () => {
    const fixture = await inStep()
    await setSyncSettings(fixture.actor, fixture.sync.id, { onConflict: 'ask', onLocalDelete: 'keep' })
    fixture.editThere(60, { title: 'Clerk' })
    await fixture.editHere(70, { title: 'Judge' })
    expect((await fixture.check(75)).asked).toBe(1)
    fixture.editThere(80, { notes: 'Call back' })
    await setSyncSettings(fixture.actor, fixture.sync.id, { onConflict: 'newest', onLocalDelete: 'keep' })
    const { here, there, asked } = await fixture.check(90)
    expect([here?.title, there?.title, asked]).toEqual(['Judge', 'Judge', 0])
  })

  it('of a value that the sync wrote here is the account’s own', async () => {
    const fixture = await inStep()
    fixture.editThere(60, { title: 'Clerk' })
    expect((await fixture.check(70)).here?.title).toBe('Clerk')
    const edits = await owner().contactEdit.findMany({ where: { firmId: fixture.actor.firmId } })
    expect(edits.filter(({ changeId }) => changeId !== null)).toHaveLength(1)
    await fixture.editHere(80, { notes: 'Call back' })
    const { here, asked } = await fixture.check(90)
    expect([here?.title, asked]).toEqual(['Clerk', 0])
  })
})
