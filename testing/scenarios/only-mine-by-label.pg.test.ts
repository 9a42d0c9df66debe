// **Only mine** in a preview for all contacts with a label of the account.
import { expect, it } from 'vitest'
import type { Run } from '@/lib/store/database/generated/client'
import { asOfNow } from '@/lib/store/review/as-of'
import { addedLabels, setAddedOnlyMine } from '@/lib/store/review/only-mine'
import { setSyncSettings } from '@/lib/store/sync/syncs'
import { owner, withDatabase } from '@/testing/database/test-database'
import { setUpGoogleFixture } from './google-fixture'
import { withEmulator } from './with-emulator'

withDatabase()
const emulator = withEmulator({ seed: 'empty' })

const scopeOf = ({ id, syncId }: Run) => ({ syncId, runId: id })

it('is offered for each label that contacts to be added have, and reaches these contacts', async () => {
  const fixture = await setUpGoogleFixture(emulator())
  const { actor, sync } = fixture
  await setSyncSettings(actor, sync.id, { onConflict: 'ask', onLocalDelete: 'keep', keepLabels: true })
  const family = fixture.addLabel('Family')
  fixture.addLabel('Nobody')
  const add = (givenName: string, ...labels: string[]) =>
    fixture.add({
      names: [{ givenName, familyName: 'Lima' }],
      memberships: ['contactGroups/myContacts', ...labels].map((contactGroupResourceName) => ({
        contactGroupMembership: { contactGroupResourceName },
      })),
    })
  add('Ana', family)
  add('Ben', family)
  add('Cho')
  const run = await fixture.preview()
  const labels = () => addedLabels(actor, scopeOf(run))
  expect(await labels()).toEqual([{ id: family, name: 'Family', shared: 2, mine: 0 }])
  const choose = async (onlyMine: boolean) =>
    setAddedOnlyMine(actor, scopeOf(run), { kind: 'label', label: family }, onlyMine, await asOfNow(actor))
  expect(await choose(true)).toBe(2)
  expect(await labels()).toEqual([{ id: family, name: 'Family', shared: 0, mine: 2 }])
  expect(await choose(false)).toBe(2)
  expect(await choose(true)).toBe(2)
  await fixture.start(run)
  const rows = await owner().contact.findMany({ orderBy: { sortKey: 'asc' }, select: { ownerId: true } })
  expect(rows.map(({ ownerId }) => ownerId)).toEqual([actor.userId, actor.userId, null])
})

it('is not offered where the sync does not read labels', async () => {
  const fixture = await setUpGoogleFixture(emulator())
  fixture.add({ names: [{ givenName: 'Ana' }] })
  expect(await addedLabels(fixture.actor, scopeOf(await fixture.preview()))).toEqual([])
})
