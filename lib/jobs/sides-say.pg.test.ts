// What Google says of a contact, by the way Google says it, through whole syncs: what comes here, what goes back, what stays.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Emulator } from '@/e2e/emulator/server'
import { checkContact } from '@/lib/contacts/limits'
import { linksOfContact } from '@/lib/db/contact-links'
import { closeQueue } from '@/lib/db/queue'
import { stopSync } from '@/lib/db/syncs'
import { withDatabase } from '@/lib/db/testing'
import { asBody } from '@/lib/db/values'
import { emulatorForTests, stopEmulators } from '@/lib/providers/google/emulator-stage'
import { list } from '@/lib/providers/google/raw'
import { setGoogleStage } from './google-stage'
import { person } from './stage'

let emulator: Emulator
beforeAll(async () => {
  emulator = await emulatorForTests()
})
withDatabase()
afterAll(closeQueue)
afterAll(stopEmulators)

const withGoogle = (phoneRegion: string | null = 'US') => setGoogleStage(emulator, phoneRegion)

const IDA = {
  names: [{ givenName: 'Ida', familyName: 'Alder' }],
  emailAddresses: [{ value: 'ida.alder@example.com' }],
}
const values = (entries: unknown) => list(entries).map(({ value }) => value)

test('a birthday of 1604 in Google is one without a year here, and Google is not touched', async () => {
  const stage = await withGoogle()
  await stage.addHere(person('Ida', 'Alder', { birthday: { year: null, month: 3, day: 12 } }))
  const id = stage.add({ ...IDA, birthdays: [{ date: { year: 1604, month: 3, day: 12 } }] })
  await stage.firstSync()
  expect(await stage.here()).toMatchObject([{ birthday: { year: null, month: 3, day: 12 } }])
  expect(stage.look(id).birthdays).toMatchObject([{ date: { year: 1604, month: 3, day: 12 } }])
})

test('an edited nickname changes that one in Google, and not the maiden name before it', async () => {
  const stage = await withGoogle()
  const id = stage.add({ ...IDA, nicknames: [{ value: 'Smith', type: 'MAIDEN_NAME' }, { value: 'Annie' }] })
  await stage.firstSync()
  const [ida] = await stage.here()
  expect(ida).toMatchObject({ nickname: 'Annie' })
  await stage.editHere(ida?.id ?? '', { nickname: 'Nan' })
  await stage.syncNow()
  expect(values(stage.look(id).nicknames).sort()).toEqual(['Nan', 'Smith'])
})

test('a company that is given a name in Google is a person on both sides, and can be saved here', async () => {
  const stage = await withGoogle()
  const acme = { organizations: [{ name: 'Acme Ltd' }], emailAddresses: [{ value: 'office@acme.example' }] }
  const id = stage.add(acme)
  await stage.firstSync()
  expect(await stage.here()).toMatchObject([{ kind: 'company', company: 'Acme Ltd' }])
  stage.edit(id, { names: [{ givenName: 'Bob', familyName: 'Stone' }] })
  await stage.syncNow()
  const [bob] = await stage.here()
  expect(bob).toMatchObject({ kind: 'person', firstName: 'Bob', lastName: 'Stone', company: 'Acme Ltd' })
  if (!bob) throw new Error('nobody is here')
  const { id: contactId, ...contact } = bob
  expect(checkContact(contact)).toEqual([])
  await stage.editHere(contactId, { title: 'Partner' })
  await stage.syncNow()
  expect(stage.look(id)).toMatchObject({
    names: [{ givenName: 'Bob', familyName: 'Stone' }],
    organizations: [{ name: 'Acme Ltd', title: 'Partner' }],
  })
})

test('a company that is given a name here is a person on both sides', async () => {
  const stage = await withGoogle()
  const id = stage.add({ organizations: [{ name: 'Acme Ltd' }] })
  await stage.firstSync()
  const [acme] = await stage.here()
  await stage.editHere(acme?.id ?? '', { firstName: 'Bob', lastName: 'Stone' })
  expect(await stage.here()).toMatchObject([{ kind: 'person', firstName: 'Bob' }])
  await stage.syncNow()
  expect(stage.look(id)).toMatchObject({ names: [{ givenName: 'Bob', familyName: 'Stone' }] })
  expect(await stage.syncNow()).toMatchObject({ state: 'done' })
  expect(await stage.here()).toMatchObject([{ kind: 'person', firstName: 'Bob', company: 'Acme Ltd' }])
})

test.each([
  ['0044 20 7946 0331', '+44 20 7946 0331', 'US'],
  ['020 7946 0331', '+44 20 7946 0331', 'GB'],
  ['1-800-FLOWERS', '+1 800 356 9377', 'US'],
  ['+44 20 7946 0331', '011 44 20 7946 0331', 'US'],
])('%s here and %s in Google are one number on each side', async (here, there, region) => {
  const stage = await withGoogle(region)
  await stage.addHere(person('Ida', 'Alder', { phones: [{ value: here, label: '' }] }))
  const id = stage.add({ ...IDA, phoneNumbers: [{ value: there }] })
  await stage.firstSync()
  expect(await stage.here()).toMatchObject([{ phones: [{ value: here }] }])
  expect(values(stage.look(id).phoneNumbers)).toEqual([there])
})

test('a number that only Google can read moves in one piece', async () => {
  const stage = await withGoogle('GB')
  const id = stage.add({ ...IDA, phoneNumbers: [{ value: '(212) 555-0132', type: 'work' }] })
  await stage.firstSync()
  expect(await stage.here()).toMatchObject([{ phones: [{ value: '(212) 555-0132', label: 'Work' }] }])
  expect((await stage.here())[0]?.phones[0]).not.toHaveProperty('canonical')
  stage.edit(id, { phoneNumbers: [{ value: '+1 212 555 0132', type: 'work' }] })
  await stage.syncNow()
  stage.edit(id, { phoneNumbers: [{ value: '+1 212 555 0139', type: 'work' }] })
  await stage.syncNow()
  expect((await stage.here())[0]?.phones).toEqual([{ value: '+1 212 555 0139', label: 'Work' }])
})

test('an e-mail address with a name around it is the address, and Google keeps it as it is', async () => {
  const stage = await withGoogle()
  const named = { ...IDA, emailAddresses: [{ value: 'Ida Alder <ida.alder@example.com>' }] }
  await stage.addHere(person('Ida', 'Alder'))
  const id = stage.add({ ...named, nicknames: [{ value: 'Annie' }] })
  await stage.firstSync()
  const [ida, ...others] = await stage.here()
  expect(others).toEqual([])
  expect(ida?.emails).toEqual([{ value: 'ida.alder@example.com', label: 'Work' }])
  await stage.editHere(ida?.id ?? '', { nickname: 'Nan' })
  await stage.syncNow()
  expect(stage.look(id).nicknames).toMatchObject([{ value: 'Nan' }])
})

test('HTML notes are text here, and stay HTML in Google until they are edited', async () => {
  const stage = await withGoogle()
  const html = '<p>Met at <b>court</b></p>'
  const id = stage.add({ ...IDA, biographies: [{ value: html, contentType: 'TEXT_HTML' }] })
  await stage.firstSync()
  const [ida] = await stage.here()
  expect(ida?.notes).toBe('Met at court')
  await stage.editHere(ida?.id ?? '', { title: 'Partner' })
  await stage.syncNow()
  expect(stage.look(id).biographies).toMatchObject([{ value: html, contentType: 'TEXT_HTML' }])
  await stage.editHere(ida?.id ?? '', { notes: 'Met at court twice' })
  await stage.syncNow()
  expect(stage.look(id).biographies).toMatchObject([
    { value: 'Met at court twice', contentType: 'TEXT_PLAIN' },
  ])
})

test('a contact that was merged into another in Google is said to be, and is not added there again', async () => {
  const stage = await withGoogle('GB')
  const [work, home] = [{ value: 'jon@work.example' }, { value: 'jon@home.example' }]
  const phoneNumbers = [{ value: '+44 20 7946 0002' }]
  const jon = stage.add({ names: [{ givenName: 'Jon', familyName: 'Birch' }], emailAddresses: [work] })
  const jonathan = stage.add({
    names: [{ givenName: 'Jonathan', familyName: 'Birch' }],
    ...{ emailAddresses: [home], phoneNumbers },
  })
  await stage.firstSync()
  stage.edit(jon, { emailAddresses: [work, home], phoneNumbers })
  stage.remove(jonathan)
  const run = await stage.syncNow()
  const merged = { kind: 'merged', side: 'remote', into: jon, name: 'Jon Birch' }
  const reasons = async (runId: string) =>
    (await stage.changes(runId)).map(({ kind, body }) => ({ kind, reason: asBody(body).reasons[0] }))
  expect(await reasons(run.id)).toContainEqual({ kind: 'tombstone', reason: merged })

  const here = await stage.here()
  const idOf = (firstName: string) => here.find((one) => one.firstName === firstName)?.id ?? ''
  const standing = async () => linksOfContact(stage.sync.firmId, idOf('Jonathan'))
  const [before] = await standing()
  expect(before?.tombstone).toMatchObject({
    side: 'remote',
    mergedInto: { id: idOf('Jon'), name: 'Jon Birch' },
  })

  await stopSync(stage.actor, stage.sync.id)
  emulator.advanceClock({ ms: 60_000 })
  const preview = await stage.preview()
  expect(await reasons(preview.id)).toEqual([{ kind: 'tombstone', reason: merged }])
  expect(await stage.start(preview)).toMatchObject({ state: 'done' })
  expect(await standing()).toMatchObject([{ tombstone: before?.tombstone }])
  expect((await stage.here()).length).toBe(2)
})
