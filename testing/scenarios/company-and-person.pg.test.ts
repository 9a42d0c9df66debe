// A company here and a person of the same name in Google are linked: both become the company, and an undo gives Google its names back.
import { expect, it } from 'vitest'
import { EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { startUndo } from '@/lib/store/undo/undo'
import { owner, withDatabase } from '@/testing/database/test-database'
import { decideAsShown } from './as-shown'
import { setUpGoogleFixture } from './google-fixture'
import { withEmulator } from './with-emulator'

withDatabase()
const emulator = withEmulator({ seed: 'empty' })

it('a company and a person of its name become one company, without a contact person, and an undo loses no name', async () => {
  const fixture = await setUpGoogleFixture(emulator())
  const { actor, sync } = fixture
  const phones = [{ value: '+1 212 555 0199', label: 'Work' }]
  await fixture.addHere({ ...EMPTY_CONTACT, kind: 'company', company: 'Globex Handels AG', phones })
  const names = [{ givenName: 'Globex Handels', familyName: 'AG' }]
  const id = fixture.add({ names, phoneNumbers: [{ value: '+1 212 555 0199', type: 'work' }] })
  const preview = await fixture.preview()
  const question = await owner().change.findFirstOrThrow({ where: { syncId: sync.id, kind: 'question' } })
  await decideAsShown(actor, question.id, { samePerson: 'link' })
  const decided = await owner().change.findUniqueOrThrow({ where: { id: question.id } })
  expect(decided.body).toMatchObject({
    local: null,
    remote: { to: { company: 'Globex Handels AG', firstName: '', lastName: '' } },
  })
  const run = await fixture.start(preview)
  expect(await fixture.here()).toMatchObject([
    { kind: 'company', company: 'Globex Handels AG', firstName: '', lastName: '' },
  ])
  expect(fixture.look(id)).toMatchObject({ organizations: [{ name: 'Globex Handels AG' }] })
  const writes = () => fixture.calls.filter((call) => /Update|Create|Delete/i.test(call)).length
  const before = writes()
  await fixture.syncNow()
  expect(writes()).toBe(before)

  const all = { runId: run.id, changeId: null, field: null, deletesThere: 0 }
  expect(await startUndo(actor, all)).toMatchObject({ kind: 'started' })
  await fixture.work()
  expect(fixture.look(id)).toMatchObject({ names: [{ givenName: 'Globex Handels', familyName: 'AG' }] })
  expect(fixture.look(id).organizations ?? []).toEqual([])
  expect(await fixture.here()).toMatchObject([{ kind: 'company', company: 'Globex Handels AG' }])
})
