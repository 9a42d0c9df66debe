// **Erase this person** end to end with the imitated Google: erased, synced in every way, still erased, Google unchanged.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Emulator } from '@/emulator/server'
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { createPacing, UNLIMITED } from '@/lib/providers/google/pacing'
import { patch } from '@/lib/providers/google/person'
import { googleProvider } from '@/lib/providers/google/provider'
import type { Person } from '@/lib/providers/google/raw'
import type { Provider } from '@/lib/providers/provider'
import { confirmImport, storeImport } from '@/lib/store/address-book/imports'
import { erasePerson, previewErasure } from '@/lib/store/retention/erase-person'
import { stopSync } from '@/lib/store/sync/syncs'
import { DAY } from '@/lib/time'
import { placesOf } from '@/testing/database/find-text'
import { owner, withDatabase } from '@/testing/database/test-database'
import { emulatorForTests, stopEmulators } from '@/testing/providers/emulator-fixture'
import { decideAsShown, excludeAsShown } from '@/testing/scenarios/as-shown'
import { continueAsShown, type Fixture, person, setUpFixture } from '@/testing/scenarios/fixture'

withDatabase()
let emulator: Emulator
beforeAll(async () => {
  emulator = await emulatorForTests()
  // The clock moves only by waiting, so a busy machine does not end a worker's time slice.
  emulator.setClock({ frozen: true })
})
afterAll(stopEmulators)
beforeEach(() => emulator.clearFaults())

const phone = (value: string, label = 'Work') => ({ value, label })
let accounts = 0

interface Options {
  readonly firmId?: string
  /** Wraps the account's provider. */
  readonly around?: (provider: Provider<Contact>) => Provider<Contact>
}

const toPerson = (contact: Contact): Person => patch({}, EMPTY_CONTACT, contact).person

/** A person of the firm with an account in the imitated Google. */
async function personWithAccount({ firmId, around = (provider) => provider }: Options = {}) {
  accounts += 1
  const account = `owner${accounts}@firm.example`
  emulator.addAccount({ email: account, name: `Owner ${accounts}` })
  const fixture = await setUpFixture({
    ...(firmId ? { firmId } : {}),
    now: () => new Date(emulator.now()),
    open: (_, onCall) =>
      around(
        googleProvider(
          {
            account,
            rootUrl: `${emulator.url}/`,
            accessToken: async () => emulator.issueTokens({ account }).accessToken,
            onCall,
            now: () => new Date(emulator.now()),
          },
          createPacing(UNLIMITED),
        ),
      ),
  })
  const later = async () => {
    emulator.advanceClock({ ms: 20 * 60_000 })
    return fixture.later(0)
  }
  const google = {
    add: (contact: Contact) => emulator.addPerson({ account, person: toPerson(contact) }).resourceName ?? '',
    look: (id: string) => JSON.stringify(emulator.person({ account, resourceName: id })),
    all: () => emulator.persons({ account }).map((one) => JSON.stringify(one)),
    edit: (id: string, fields: object) => emulator.editPerson({ account, resourceName: id, person: fields }),
    merge: (id: string, ...others: string[]) => emulator.mergePersons({ account, resourceName: id, others }),
    readAllAgain: () => emulator.expireSyncTokens({ account }),
  }
  return { ...fixture, later, google }
}

type WithAccount = Awaited<ReturnType<typeof personWithAccount>>

/** A person whose values occur nowhere else. */
function distinctive() {
  const mark = `x${crypto.randomUUID().slice(0, 8)}`
  const contact = person('Erika', `Musterfrau${mark}`, {
    emails: [phone(`erika@${mark}.example`)],
    phones: [phone('+49 30 1234567')],
    notes: `knows about ${mark}`,
    company: `${mark} GmbH`,
  })
  return { mark, contact }
}

async function changeOf(fixture: Fixture, runId: string, name: string) {
  const change = (await fixture.changes(runId)).find((one) => one.name.includes(name))
  if (!change) throw new Error(`no change of ${name}`)
  return change
}

const idHere = async (fixture: Fixture, lastName: string) =>
  (await fixture.here()).find((contact) => contact.lastName === lastName)?.id ?? ''

/** Everything that could read an account's contact in again. */
async function syncInEveryWay(people: readonly WithAccount[]): Promise<void> {
  for (const one of people) await one.later()
  for (const one of people) {
    one.google.readAllAgain()
    await one.later()
    await stopSync(one.actor, one.sync.id)
    const run = await one.preview()
    expect(run.state).toBe('ready')
    expect((await one.start(run)).state).toBe('done')
    await one.later()
  }
}

describe('a person who was erased', { timeout: 240_000 }, () => {
  it('is in no table any more, does not return with any sync, and Google keeps its data', async () => {
    const { mark, contact } = distinctive()
    const ana = await personWithAccount()
    const inAna = ana.google.add(contact)
    ana.google.add(person('Somebody', 'Else'))
    await ana.start(await ana.preview())
    // A colleague has the same person and has excluded her.
    const ben = await personWithAccount({ firmId: ana.actor.firmId })
    const inBen = ben.google.add({ ...contact, title: `only Ben knows ${mark}` })
    await continueAsShown(ben.actor, await ben.preview())
    const preview = await ben.work()
    const { id } = await changeOf(ben, preview.id, mark)
    const scope = { syncId: ben.sync.id, runId: preview.id }
    await excludeAsShown(ben.actor, scope, { kind: 'ids', ids: [id] }, crypto.randomUUID(), new Date())
    await ben.start(preview)
    // A waiting conflict, a history, two files.
    const contactId = await idHere(ana, contact.lastName)
    await ana.editHere(contactId, { title: `Counsel ${mark}` })
    ana.google.edit(inAna, { organizations: [{ name: `${mark} GmbH`, title: `Judge ${mark}` }] })
    await ana.later()
    await storeImport(ana.actor, { fileName: 'all.vcf', contacts: [contact], problems: [], leftOut: [] })
    const imported = {
      fileName: `Musterfrau${mark}.vcf`,
      contacts: [person('An', 'Other')],
      problems: [],
      leftOut: [],
    }
    await confirmImport(ana.actor, await storeImport(ana.actor, imported), { exact: true, likely: true })
    const google = [ana.google.look(inAna), ben.google.look(inBen)]
    expect((await placesOf([mark])).length).toBeGreaterThan(10)

    const shown = await previewErasure(ana.actor, contactId)
    expect(shown?.holders.length).toBe(2)
    expect(await erasePerson(ana.actor, contactId, new Date())).toBe('erased')
    expect(await placesOf([mark])).toEqual([])

    await syncInEveryWay([ana, ben])
    ana.google.edit(inAna, { nicknames: [{ value: `Riki ${mark}` }] })
    await syncInEveryWay([ana, ben])
    expect(await placesOf([mark])).toEqual([])
    expect((await ana.here()).map(({ lastName }) => lastName).sort()).toEqual(['Else', 'Other'])
    expect(ben.google.look(inBen)).toBe(google[1])
    expect(JSON.parse(ana.google.look(inAna))).toMatchObject({
      ...JSON.parse(google[0] ?? ''),
      etag: expect.anything(),
      metadata: expect.anything(),
      nicknames: expect.anything(),
    })
    expect(ana.google.all().filter((one) => one.includes(mark))).toHaveLength(1)
    expect(ben.google.all().filter((one) => one.includes(mark))).toHaveLength(1)
  })

  it('and was merged into another contact in Google does not exclude that contact', async () => {
    const { mark, contact } = distinctive()
    const ana = await personWithAccount()
    const erika = ana.google.add({ ...contact, emails: [], phones: [], notes: '', company: '' })
    const other = ana.google.add(person('Somebody', 'Else'))
    await ana.start(await ana.preview())
    await erasePerson(ana.actor, await idHere(ana, contact.lastName), new Date())
    ana.google.merge(other, erika)
    await ana.later()
    ana.google.edit(other, { nicknames: [{ value: 'Sam' }] })
    await ana.later()
    expect(await ana.here()).toMatchObject([{ lastName: 'Else', nickname: 'Sam' }])
    expect(await placesOf([mark])).toEqual([])
  })

  it('is erased even if she was just sent to Google and the reply was lost', async () => {
    const { mark, contact } = distinctive()
    const ana = await personWithAccount()
    await ana.start(await ana.preview())
    const contactId = await ana.addHere(contact)
    emulator.addFaults([{ kind: 'apply-then-drop', match: { path: ':(create|batchCreate)Contacts?$' } }])
    await ana.later()
    expect(ana.google.all().filter((one) => one.includes(mark))).toHaveLength(1)
    await erasePerson(ana.actor, contactId, new Date())
    await syncInEveryWay([ana])
    expect(await placesOf([mark])).toEqual([])
    expect(await ana.here()).toEqual([])
    expect(ana.google.all().filter((one) => one.includes(mark))).toHaveLength(1)
  })

  it.each(['push', 'pull'] as const)(
    'also when she is erased while the sync waits for a %s',
    async (call) => {
      const { mark, contact } = distinctive()
      let erase = async () => {}
      const around = (provider: Provider<Contact>): Provider<Contact> => ({
        ...provider,
        push: async (batch) => {
          const outcomes = await provider.push(batch)
          if (call === 'push') await erase()
          return outcomes
        },
        pull: async (cursor, page) => {
          const seen = await provider.pull(cursor, page)
          if (call === 'pull') await erase()
          return seen
        },
      })
      const ana = await personWithAccount({ around })
      const inAna = call === 'pull' ? ana.google.add(contact) : ''
      await ana.start(await ana.preview())
      const contactId = call === 'pull' ? await idHere(ana, contact.lastName) : await ana.addHere(contact)
      if (call === 'pull') ana.google.edit(inAna, { nicknames: [{ value: `Riki ${mark}` }] })
      erase = async () => void (await erasePerson(ana.actor, contactId, new Date()))
      await ana.later()
      expect(await placesOf([mark])).toEqual([])
      await syncInEveryWay([ana])
      expect(await placesOf([mark])).toEqual([])
      expect(ana.google.all().filter((one) => one.includes(mark))).toHaveLength(1)
    },
  )

  it('excludes a possible match too, unless that may be somebody else', async () => {
    const { mark, contact } = distinctive()
    const ana = await personWithAccount()
    const contactId = await ana.addHere({ ...contact, emails: [] })
    ana.google.add({ ...contact, emails: [phone(`private@${mark}.example`)] })
    const run = await ana.preview()
    expect((await changeOf(ana, run.id, mark)).kind).toBe('question')
    await erasePerson(ana.actor, contactId, new Date())
    expect(await placesOf([mark])).toEqual([])
    await ana.start(await ana.work())
    await syncInEveryWay([ana])
    expect(await ana.here()).toEqual([])
  })

  it('does not affect another contact that was decided to be different', async () => {
    const { mark, contact } = distinctive()
    const ana = await personWithAccount()
    const contactId = await ana.addHere({ ...contact, emails: [] })
    ana.google.add({ ...contact, emails: [], notes: '', company: '' })
    const run = await ana.preview()
    await decideAsShown(ana.actor, (await changeOf(ana, run.id, mark)).id, { samePerson: 'separate' })
    await ana.start(run)
    await erasePerson(ana.actor, contactId, new Date())
    await ana.later()
    expect((await ana.here()).map(({ lastName }) => lastName)).toEqual([contact.lastName])
  })

  it('can be erased after her deletion, for 30 days', async () => {
    const { mark, contact } = distinctive()
    const ana = await personWithAccount()
    const contactId = await ana.addHere(contact)
    await ana.deleteHere(contactId)
    await owner().contact.update({
      where: { id: contactId },
      data: { deletedAt: new Date(Date.now() - 31 * DAY) },
    })
    expect(await previewErasure(ana.actor, contactId)).toBeNull()
    expect(await erasePerson(ana.actor, contactId, new Date())).toBe('missing')
    await owner().contact.update({ where: { id: contactId }, data: { deletedAt: new Date() } })
    expect(await erasePerson(ana.actor, contactId, new Date())).toBe('erased')
    expect(await placesOf([mark])).toEqual([])
  })
})

describe('erasing', () => {
  it('is for administrators of the firm only', async () => {
    const ana = await personWithAccount()
    const contactId = await ana.addHere(person('Still', 'Here'))
    const member = { ...ana.actor, role: 'member' as const }
    await owner().user.update({ where: { id: ana.actor.userId }, data: { role: 'member' } })
    await expect(erasePerson(ana.actor, contactId, new Date())).rejects.toThrow('administrator')
    await owner().user.update({ where: { id: ana.actor.userId }, data: { role: 'admin' } })
    await expect(previewErasure(member, contactId)).rejects.toThrow('administrator')
    const stranger = (await personWithAccount()).actor
    expect(await erasePerson(stranger, contactId, new Date())).toBe('missing')
    expect(await previewErasure(stranger, contactId)).toBeNull()
    expect(await ana.here()).toHaveLength(1)
  })
})
