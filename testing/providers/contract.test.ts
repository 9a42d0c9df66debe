// Runs the contract over every provider: the one in memory, and Google in the emulator.
import { afterAll } from 'vitest'
import { EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { type Fixture, type Misfortune, providerContract } from './contract-suite'
import { emulatorForTests, googleFixture, stopEmulators } from './emulator-fixture'
import { createMemoryAccount, type MemoryFault } from './memory'

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

async function memoryFixture(): Promise<Fixture> {
  let now = Date.parse('2026-11-23T09:00:00Z')
  const lagMs = 5 * 60_000
  const account = createMemoryAccount({
    now: () => new Date(now),
    limits: { pageSize: 3, lagMs },
    batchSize: 10,
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
    provider: account.provider,
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

providerContract('the book in memory', memoryFixture)

const emulator = await emulatorForTests()
afterAll(stopEmulators)
providerContract('Google', () => googleFixture(emulator))
