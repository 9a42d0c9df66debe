// Text from an account that neither Postgres nor JSON can store affects nothing but itself.
import { describe, expect, it } from 'vitest'
import { owner, withDatabase } from '@/testing/database/test-database'
import { person, setUpFixture } from '@/testing/scenarios/fixture'

withDatabase()

describe.each([
  ['NUL', 'Met\0 at the harbour', 'Met at the harbour'],
  ['half a character', 'Met \ud83d at the harbour', 'Met \ufffd at the harbour'],
])('a note of the account that holds %s', (_, written, stored) => {
  it('is synced without that text, and so are its neighbors', async () => {
    const fixture = await setUpFixture()
    fixture.account.add(person('Ana', 'Lima'))
    fixture.account.add(person('Nora', `Kelly${written.at(3)}`, { notes: written, nickname: `No${written}` }))
    fixture.account.add(person('Zoe', 'Young'))
    const run = await fixture.start(await fixture.preview())
    expect(run.state).toBe('done')
    const here = await fixture.here()
    expect(here.map(({ firstName }) => firstName).sort()).toEqual(['Ana', 'Nora', 'Zoe'])
    expect(here.find(({ firstName }) => firstName === 'Nora')?.notes).toBe(stored)
  })

  it('is stored without that text, and later checks find nothing to do', async () => {
    const fixture = await setUpFixture()
    fixture.account.add(person('Nora', 'Kelly', { notes: written }), written)
    await fixture.start(await fixture.preview())
    const entry = await owner().item.findFirstOrThrow({ where: { syncId: fixture.sync.id } })
    expect(entry.raw).toEqual({ extra: stored })
    const again = await fixture.later()
    expect(again).toMatchObject({ state: 'done', same: 1 })
    expect(await fixture.changes(again.id)).toEqual([])
  })

  it('is written again when it is edited here', async () => {
    const fixture = await setUpFixture()
    const id = fixture.account.add(person('Nora', 'Kelly', { notes: written }))
    await fixture.start(await fixture.preview())
    const [nora] = await fixture.here()
    await fixture.editHere(nora?.id ?? '', { notes: 'Met at sea' })
    await fixture.later()
    expect(fixture.account.look(id)?.contact.notes).toBe('Met at sea')
  })
})
