// Runs the contract over every collection in an account: the one in memory, and contacts and a calendar at Google in the emulator. For
// those of the firm: lib/store/address-book/collection.pg.test.ts and lib/store/calendar/contract.pg.test.ts.
import { afterAll } from 'vitest'
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { google } from '@/lib/providers/google/descriptor'
import { calendarFixture } from './calendar-fixture'
import { CONTACT_SAMPLES } from './contact-samples'
import type { Misfortune, RemoteFixture } from './contract-steps'
import { emulatorForTests, googleFixture, stopEmulators } from './emulator-fixture'
import { EVENT_SAMPLES } from './event-samples'
import { CAN, createMemoryAccount, type MemoryFault } from './memory'
import { remoteContract } from './remote-contract'

const refused = {
  ...EMPTY_CONTACT,
  firstName: 'Xaver',
  lastName: 'Zettelmeyer',
  emails: [{ value: `${'x'.repeat(1_100)}@long.example`, label: 'Work' }],
}

const MEMORY_FAULTS: Readonly<Record<Misfortune, Partial<MemoryFault> & Pick<MemoryFault, 'kind'>>> = {
  consentLost: { kind: 'consent' },
  rate: { kind: 'rate', retryAt: new Date('2026-11-23T10:00:00Z') },
  brokenReply: { kind: 'dropped' },
  noReply: { kind: 'dropped' },
  replyLost: { kind: 'lost' },
}

async function memoryFixture(reportsDeletions = true): Promise<RemoteFixture<Contact>> {
  let now = Date.parse('2026-11-23T09:00:00Z')
  const lagMs = 5 * 60_000
  const account = createMemoryAccount({
    now: () => new Date(now),
    limits: { pageSize: 3, lagMs },
    batchSize: 10,
    reportsDeletions,
  })
  const settle = async () => {
    now += lagMs
  }
  const settled = async <T>(value: T): Promise<T> => {
    await settle()
    return value
  }
  const extraOf = (id: string) => account.look(id)?.extra ?? ''
  return {
    collection: account.provider,
    add: (contact) => settled(account.add(contact)),
    fill: async (count) => {
      for (let at = 0; at < count; at++) account.add({ ...EMPTY_CONTACT, firstName: `Person ${at}` })
      await settle()
    },
    edit: async (id, change) => {
      const card = account.look(id)
      if (!card) throw new Error(`no ${id}`)
      await settled(account.edit(id, { ...card.contact, ...change }, card.extra))
    },
    remove: (id) => settled(account.remove(id)),
    rename: (id) => settled(account.rename(id)),
    annotate: async (id, text) => {
      const card = account.look(id)
      if (card) await settled(account.edit(id, card.contact, extraOf(id) + text))
    },
    look: async (id) => {
      const card = account.look(id)
      return card && JSON.stringify(card)
    },
    count: async () => account.ids().length,
    expireCursors: async () => account.expireCursors(),
    settle,
    strike: async (on, what) => {
      const fault = MEMORY_FAULTS[what]
      for (const call of on === 'read' ? (['pull', 'read'] as const) : (['push'] as const))
        account.fail({ ...fault, on: call })
    },
    refused,
    close: async () => account.heal(),
  }
}

remoteContract('the book in memory', CAN, CONTACT_SAMPLES, memoryFixture)
remoteContract(
  'one that does not report deletions',
  { ...CAN, reportsDeletions: false },
  CONTACT_SAMPLES,
  () => memoryFixture(false),
)

const emulator = await emulatorForTests()
afterAll(stopEmulators)
remoteContract('Google', google.collections.contacts.can, CONTACT_SAMPLES, () => googleFixture(emulator))
remoteContract('a Google calendar', google.collections.events.can, EVENT_SAMPLES, () =>
  calendarFixture(emulator),
)
