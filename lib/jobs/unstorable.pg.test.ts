// Text that neither Postgres nor JSON can store comes from an account like any other: it costs nobody anything but itself.
import { afterAll, describe, expect, it } from 'vitest'
import { closeQueue } from '@/lib/db/queue'
import { owner, withDatabase } from '@/lib/db/testing'
import { person, setStage } from './stage'

withDatabase()
afterAll(closeQueue)

describe.each([
  ['NUL', 'Met\0 at the harbour', 'Met at the harbour'],
  ['half a character', 'Met \ud83d at the harbour', 'Met \ufffd at the harbour'],
])('a note of the account that holds %s', (_, written, stored) => {
  it('is synced without it, and its neighbors too', async () => {
    const stage = await setStage()
    stage.account.add(person('Ana', 'Lima'))
    stage.account.add(person('Nora', `Kelly${written.at(3)}`, { notes: written, nickname: `No${written}` }))
    stage.account.add(person('Zoe', 'Young'))
    const run = await stage.start(await stage.preview())
    expect(run.state).toBe('done')
    const here = await stage.here()
    expect(here.map(({ firstName }) => firstName).sort()).toEqual(['Ana', 'Nora', 'Zoe'])
    expect(here.find(({ firstName }) => firstName === 'Nora')?.notes).toBe(stored)
  })

  it('is stored without it as the account sent it, and later checks find nothing to do', async () => {
    const stage = await setStage()
    stage.account.add(person('Nora', 'Kelly', { notes: written }), written)
    await stage.start(await stage.preview())
    const entry = await owner().entry.findFirstOrThrow({ where: { syncId: stage.sync.id } })
    expect(entry.raw).toEqual({ extra: stored })
    const again = await stage.later()
    expect(again).toMatchObject({ state: 'done', same: 1 })
    expect(await stage.changes(again.id)).toEqual([])
  })

  it('is written again when it is edited here', async () => {
    const stage = await setStage()
    const id = stage.account.add(person('Nora', 'Kelly', { notes: written }))
    await stage.start(await stage.preview())
    const [nora] = await stage.here()
    await stage.editHere(nora?.id ?? '', { notes: 'Met at sea' })
    await stage.later()
    expect(stage.account.look(id)?.contact.notes).toBe('Met at sea')
  })
})
