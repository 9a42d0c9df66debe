// "The newest edit wins", value by value, through the real jobs: what each side changed when, as well as it can be known.
import { afterAll, describe, expect, it } from 'vitest'
import { closeQueue } from '@/lib/db/queue'
import { setSyncSettings } from '@/lib/db/syncs'
import { owner, withDatabase } from '@/lib/db/testing'
import { person, type Stage, setStage } from './stage'

withDatabase()
afterAll(closeQueue)

const MINUTE = 60_000

/** Ana on both sides, in step, and the newest edit wins. Times are minutes after that. */
async function inStep() {
  const stage = await setStage()
  const ana = await stage.addHere(person('Ana', 'Lima', { title: 'Partner' }))
  stage.account.add(person('Ana', 'Lima', { title: 'Partner' }))
  await stage.start(await stage.preview())
  await setSyncSettings(stage.actor, stage.sync.id, { onConflict: 'newest', onLocalDelete: 'keep' })
  const began = stage.now().getTime()
  const passTo = (minutes: number) => stage.pass(began + minutes * MINUTE - stage.now().getTime())
  return {
    ...stage,
    /** Edits here, dated as by a clock that goes with the account's. */
    editHere: async (minutes: number, change: Parameters<Stage['editHere']>[1]) => {
      passTo(minutes)
      await stage.editHere(ana, change)
      const latest = await owner().contactEdit.findFirstOrThrow({
        where: { contactId: ana },
        orderBy: { version: 'desc' },
      })
      await owner().contactEdit.update({ where: { id: latest.id }, data: { at: stage.now() } })
      await owner().contact.update({ where: { id: ana }, data: { updatedAt: stage.now() } })
    },
    editThere: (minutes: number, change: Parameters<typeof person>[2]) => {
      passTo(minutes)
      const [now] = stage.there()
      if (!now) throw new Error('nobody is there')
      const { id, ...contact } = now
      stage.account.edit(id, { ...contact, ...change })
    },
    /** A check that reads the account, and what both sides say afterwards. */
    check: async (minutes: number) => {
      passTo(minutes)
      const run = await stage.later(0)
      const asked = (await stage.changes(run.id)).filter(({ undecided }) => undecided)
      return { here: (await stage.here())[0], there: stage.there()[0], asked: asked.length }
    },
  }
}

describe('the newest edit', () => {
  it('of the disputed value wins, whatever else was edited on the other side later', async () => {
    const stage = await inStep()
    await stage.editHere(60, { title: 'Judge' })
    stage.editThere(70, { title: 'Clerk' })
    await stage.editHere(80, { notes: 'Call back' })
    const { here, there, asked } = await stage.check(90)
    expect([here?.title, there?.title, asked]).toEqual(['Clerk', 'Clerk', 0])
    expect(there?.notes).toBe('Call back')
  })

  it('here wins over an older one there', async () => {
    const stage = await inStep()
    stage.editThere(60, { title: 'Clerk' })
    await stage.editHere(70, { title: 'Judge' })
    const { here, there, asked } = await stage.check(90)
    expect([here?.title, there?.title, asked]).toEqual(['Judge', 'Judge', 0])
  })

  it('of an entry of a list wins by itself', async () => {
    const phone = (value: string) => [{ value: `+1 212 555 ${value}`, label: 'Work' }]
    const stage = await inStep()
    await stage.editHere(10, { phones: phone('0100') })
    await stage.check(20)
    await stage.editHere(60, { phones: phone('0101') })
    stage.editThere(70, { phones: phone('0102') })
    await stage.editHere(80, { phones: [...phone('0101'), { value: '+44 20 7946 0000', label: 'Home' }] })
    const { here, asked } = await stage.check(90)
    expect(asked).toBe(0)
    expect(here?.phones.map(({ value }) => value)).toEqual(['+1 212 555 0102', '+44 20 7946 0000'])
  })

  it('is asked about where Google’s one time may be that of another edit there', async () => {
    const stage = await inStep()
    stage.editThere(60, { title: 'Clerk' })
    await stage.editHere(70, { title: 'Judge' })
    stage.editThere(80, { notes: 'Call back' })
    const { here, there, asked } = await stage.check(90)
    expect([here?.title, there?.title, asked]).toEqual(['Judge', 'Clerk', 1])
    expect(here?.notes).toBe('Call back')
  })

  it('is asked about where both came within what clocks may differ', async () => {
    const stage = await inStep()
    await stage.editHere(60, { title: 'Judge' })
    stage.editThere(60.5, { title: 'Clerk' })
    expect((await stage.check(90)).asked).toBe(1)
  })

  it('is known from an earlier look at the account, though another edit there came since', async () => {
    const stage = await inStep()
    await setSyncSettings(stage.actor, stage.sync.id, { onConflict: 'ask', onLocalDelete: 'keep' })
    stage.editThere(60, { title: 'Clerk' })
    await stage.editHere(70, { title: 'Judge' })
    expect((await stage.check(75)).asked).toBe(1)
    stage.editThere(80, { notes: 'Call back' })
    await setSyncSettings(stage.actor, stage.sync.id, { onConflict: 'newest', onLocalDelete: 'keep' })
    const { here, there, asked } = await stage.check(90)
    expect([here?.title, there?.title, asked]).toEqual(['Judge', 'Judge', 0])
  })

  it('of a value that the sync brought here is the account’s own', async () => {
    const stage = await inStep()
    stage.editThere(60, { title: 'Clerk' })
    expect((await stage.check(70)).here?.title).toBe('Clerk')
    const edits = await owner().contactEdit.findMany({ where: { firmId: stage.actor.firmId } })
    expect(edits.filter(({ changeId }) => changeId !== null)).toHaveLength(1)
    await stage.editHere(80, { notes: 'Call back' })
    const { here, asked } = await stage.check(90)
    expect([here?.title, asked]).toEqual(['Clerk', 0])
  })
})
