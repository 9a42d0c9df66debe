// Whole syncs with contacts in Google's own format: what comes here, what goes back, what stays.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Emulator } from '@/emulator/server'
import { checkContact } from '@/lib/domains/contacts/value/limits'
import { list } from '@/lib/providers/google/raw'
import { linksOfContact } from '@/lib/store/address-book/contact-links'
import { stopSync } from '@/lib/store/sync/syncs'
import { parseContactBody } from '@/testing/contacts/stored-body'
import { withDatabase } from '@/testing/database/test-database'
import { emulatorForTests, stopEmulators } from '@/testing/providers/emulator-fixture'
import { person } from './fixture'
import { setUpGoogleFixture } from './google-fixture'

let emulator: Emulator
beforeAll(async () => {
  emulator = await emulatorForTests()
})
withDatabase()
afterAll(stopEmulators)

const withGoogle = (phoneRegion: string | null = 'US') => setUpGoogleFixture(emulator, phoneRegion)

const IDA = {
  names: [{ givenName: 'Ida', familyName: 'Alder' }],
  emailAddresses: [{ value: 'ida.alder@example.com' }],
}
const values = (items: unknown) => list(items).map(({ value }) => value)

test('a birthday in 1604 in Google has no year here, and Google is not changed', async () => {
  const fixture = await withGoogle()
  await fixture.addHere(person('Ida', 'Alder', { birthday: { year: null, month: 3, day: 12 } }))
  const id = fixture.add({ ...IDA, birthdays: [{ date: { year: 1604, month: 3, day: 12 } }] })
  await fixture.firstSync()
  expect(await fixture.here()).toMatchObject([{ birthday: { year: null, month: 3, day: 12 } }])
  expect(fixture.look(id).birthdays).toMatchObject([{ date: { year: 1604, month: 3, day: 12 } }])
})

test('an edited nickname changes the nickname in Google, not the maiden name before it', async () => {
  const fixture = await withGoogle()
  const id = fixture.add({ ...IDA, nicknames: [{ value: 'Smith', type: 'MAIDEN_NAME' }, { value: 'Annie' }] })
  await fixture.firstSync()
  const [ida] = await fixture.here()
  expect(ida).toMatchObject({ nickname: 'Annie' })
  await fixture.editHere(ida?.id ?? '', { nickname: 'Nan' })
  await fixture.syncNow()
  expect(values(fixture.look(id).nicknames).sort()).toEqual(['Nan', 'Smith'])
})

test('a company that gets a personal name in Google is a person on both sides, and can be saved here', async () => {
  const fixture = await withGoogle()
  const acme = { organizations: [{ name: 'Acme Ltd' }], emailAddresses: [{ value: 'office@acme.example' }] }
  const id = fixture.add(acme)
  await fixture.firstSync()
  expect(await fixture.here()).toMatchObject([{ kind: 'company', company: 'Acme Ltd' }])
  fixture.edit(id, { names: [{ givenName: 'Bob', familyName: 'Stone' }] })
  await fixture.syncNow()
  const [bob] = await fixture.here()
  expect(bob).toMatchObject({ kind: 'person', firstName: 'Bob', lastName: 'Stone', company: 'Acme Ltd' })
  if (!bob) throw new Error('nobody is here')
  const { id: localId, ...contact } = bob
  expect(checkContact(contact)).toEqual([])
  await fixture.editHere(localId, { title: 'Partner' })
  await fixture.syncNow()
  expect(fixture.look(id)).toMatchObject({
    names: [{ givenName: 'Bob', familyName: 'Stone' }],
    organizations: [{ name: 'Acme Ltd', title: 'Partner' }],
  })
})

test('a company that gets a personal name here is a person on both sides', async () => {
  const fixture = await withGoogle()
  const id = fixture.add({ organizations: [{ name: 'Acme Ltd' }] })
  await fixture.firstSync()
  const [acme] = await fixture.here()
  await fixture.editHere(acme?.id ?? '', { firstName: 'Bob', lastName: 'Stone' })
  expect(await fixture.here()).toMatchObject([{ kind: 'person', firstName: 'Bob' }])
  await fixture.syncNow()
  expect(fixture.look(id)).toMatchObject({ names: [{ givenName: 'Bob', familyName: 'Stone' }] })
  expect(await fixture.syncNow()).toMatchObject({ state: 'done' })
  expect(await fixture.here()).toMatchObject([{ kind: 'person', firstName: 'Bob', company: 'Acme Ltd' }])
})

test.each([
  ['0044 20 7946 0331', '+44 20 7946 0331', 'US'],
  ['020 7946 0331', '+44 20 7946 0331', 'GB'],
  ['1-800-FLOWERS', '+1 800 356 9377', 'US'],
  ['+44 20 7946 0331', '011 44 20 7946 0331', 'US'],
])('%s here and %s in Google are one number on each side', async (here, there, region) => {
  const fixture = await withGoogle(region)
  await fixture.addHere(person('Ida', 'Alder', { phones: [{ value: here, label: '' }] }))
  const id = fixture.add({ ...IDA, phoneNumbers: [{ value: there }] })
  await fixture.firstSync()
  expect(await fixture.here()).toMatchObject([{ phones: [{ value: here }] }])
  expect(values(fixture.look(id).phoneNumbers)).toEqual([there])
})

test('a number that only Google can parse is synced as a whole', async () => {
  const fixture = await withGoogle('GB')
  const id = fixture.add({ ...IDA, phoneNumbers: [{ value: '(212) 555-0132', type: 'work' }] })
  await fixture.firstSync()
  expect(await fixture.here()).toMatchObject([{ phones: [{ value: '(212) 555-0132', label: 'Work' }] }])
  expect((await fixture.here())[0]?.phones[0]).not.toHaveProperty('canonical')
  fixture.edit(id, { phoneNumbers: [{ value: '+1 212 555 0132', type: 'work' }] })
  await fixture.syncNow()
  fixture.edit(id, { phoneNumbers: [{ value: '+1 212 555 0139', type: 'work' }] })
  await fixture.syncNow()
  expect((await fixture.here())[0]?.phones).toEqual([{ value: '+1 212 555 0139', label: 'Work' }])
})

test('an email address with a name around it is the address here, and Google keeps it as it is', async () => {
  const fixture = await withGoogle()
  const named = { ...IDA, emailAddresses: [{ value: 'Ida Alder <ida.alder@example.com>' }] }
  await fixture.addHere(person('Ida', 'Alder'))
  const id = fixture.add({ ...named, nicknames: [{ value: 'Annie' }] })
  await fixture.firstSync()
  const [ida, ...others] = await fixture.here()
  expect(others).toEqual([])
  expect(ida?.emails).toEqual([{ value: 'ida.alder@example.com', label: 'Work' }])
  await fixture.editHere(ida?.id ?? '', { nickname: 'Nan' })
  await fixture.syncNow()
  expect(fixture.look(id).nicknames).toMatchObject([{ value: 'Nan' }])
})

test('HTML notes are plain text here, and stay HTML in Google until they are edited', async () => {
  const fixture = await withGoogle()
  const html = '<p>Met at <b>court</b></p>'
  const id = fixture.add({ ...IDA, biographies: [{ value: html, contentType: 'TEXT_HTML' }] })
  await fixture.firstSync()
  const [ida] = await fixture.here()
  expect(ida?.notes).toBe('Met at court')
  await fixture.editHere(ida?.id ?? '', { title: 'Partner' })
  await fixture.syncNow()
  expect(fixture.look(id).biographies).toMatchObject([{ value: html, contentType: 'TEXT_HTML' }])
  await fixture.editHere(ida?.id ?? '', { notes: 'Met at court twice' })
  await fixture.syncNow()
  expect(fixture.look(id).biographies).toMatchObject([
    { value: 'Met at court twice', contentType: 'TEXT_PLAIN' },
  ])
})

test('a contact that was merged into another in Google is shown as merged, and is not added there again', async () => {
  const fixture = await withGoogle('GB')
  const [work, home] = [{ value: 'jon@work.example' }, { value: 'jon@home.example' }]
  const phoneNumbers = [{ value: '+44 20 7946 0002' }]
  const jon = fixture.add({ names: [{ givenName: 'Jon', familyName: 'Birch' }], emailAddresses: [work] })
  const jonathan = fixture.add({
    names: [{ givenName: 'Jonathan', familyName: 'Birch' }],
    ...{ emailAddresses: [home], phoneNumbers },
  })
  await fixture.firstSync()
  fixture.edit(jon, { emailAddresses: [work, home], phoneNumbers })
  fixture.remove(jonathan)
  const run = await fixture.syncNow()
  const merged = { kind: 'merged', side: 'remote', into: jon, name: 'Jon Birch' }
  const reasons = async (runId: string) =>
    (await fixture.changes(runId)).map((change) => ({
      kind: change.kind,
      reason: parseContactBody(change).reasons[0],
    }))
  expect(await reasons(run.id)).toContainEqual({ kind: 'tombstone', reason: merged })

  const here = await fixture.here()
  const idOf = (firstName: string) => here.find((one) => one.firstName === firstName)?.id ?? ''
  const standing = async () => linksOfContact(fixture.sync.firmId, idOf('Jonathan'))
  const [before] = await standing()
  expect(before?.tombstone).toMatchObject({
    side: 'remote',
    mergedInto: { id: idOf('Jon'), name: 'Jon Birch' },
  })

  await stopSync(fixture.actor, fixture.sync.id)
  emulator.advanceClock({ ms: 60_000 })
  const preview = await fixture.preview()
  expect(await reasons(preview.id)).toEqual([{ kind: 'tombstone', reason: merged }])
  expect(await fixture.start(preview)).toMatchObject({ state: 'done' })
  expect(await standing()).toMatchObject([{ tombstone: before?.tombstone }])
  expect((await fixture.here()).length).toBe(2)
})
