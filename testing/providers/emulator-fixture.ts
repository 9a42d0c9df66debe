// A fixture for the contract suite: Google in the emulator, one account for each test.

import { type Emulator, startEmulator } from '@/emulator/server'
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import type { Connected } from '@/lib/providers/connected'
import { createPacing, type Pacing, UNLIMITED } from '@/lib/providers/google/pacing'
import { patch, toItem } from '@/lib/providers/google/person'
import { googleProvider } from '@/lib/providers/google/provider'
import { list, type Person } from '@/lib/providers/google/raw'
import type { Provider } from '@/lib/providers/provider'
import { MINUTE } from '@/lib/time'
import type { Misfortune, RemoteFixture } from '@/testing/providers/contract-steps'

type Fault = Parameters<Emulator['addFaults']>[0][number]

const WRITES = ':(create|update|delete|batchCreate|batchUpdate|batchDelete)Contacts?$'
const LAG_MS = 5 * MINUTE

const FAULTS: Readonly<Record<Misfortune, Pick<Fault, 'kind' | 'preset' | 'times'>>> = {
  consentLost: { kind: 'status', preset: 'scope' },
  rate: { kind: 'status', preset: 'rate' },
  brokenReply: { kind: 'cut-json' },
  noReply: { kind: 'drop-before' },
  replyLost: { kind: 'apply-then-drop' },
}

export interface GoogleFixture extends RemoteFixture<Contact> {
  readonly provider: Provider<Contact>
  readonly account: string
  readonly emulator: Emulator
  /** The same account, opened in another way. */
  readonly open: (connected: Partial<Connected>) => Provider<Contact>
  /** Names of the API methods called so far. */
  readonly calls: string[]
}

const emulators: Emulator[] = []
let accounts = 0

/** One for a whole test file, since creating its signing key takes a moment. */
export async function emulatorForTests(): Promise<Emulator> {
  const emulator = await startEmulator({ seed: 'empty' })
  emulators.push(emulator)
  return emulator
}

export async function stopEmulators(): Promise<void> {
  await Promise.all(emulators.splice(0).map((emulator) => emulator.close()))
}

export async function googleFixture(
  emulator: Emulator,
  connected: Partial<Connected> = {},
  pacing: Pacing = createPacing(UNLIMITED),
): Promise<GoogleFixture> {
  accounts += 1
  const account = `owner${accounts}@firm.example`
  emulator.addAccount({ email: account, name: 'Olga Owner' })
  emulator.setLag({ ms: LAG_MS })
  const calls: string[] = []
  const open = (more: Partial<Connected>) =>
    googleProvider(
      {
        account,
        rootUrl: emulator.url,
        accessToken: async () => emulator.issueTokens({ account }).accessToken,
        onCall: (method) => calls.push(method),
        now: () => new Date(emulator.now()),
        random: () => 0.5,
        ...connected,
        ...more,
      },
      pacing,
    )
  const provider = open({})
  const settle = async () => void emulator.advanceClock({ ms: LAG_MS })
  const personOf = (contact: Contact): Person => patch({}, EMPTY_CONTACT, contact).person
  const of = (id: string) => ({ account, resourceName: id })
  const person = (id: string) => emulator.person(of(id)) as Person | null
  const write = async (id: string, fields: Person) => {
    emulator.editPerson({ ...of(id), person: fields })
    await settle()
  }
  return {
    account,
    emulator,
    calls,
    provider,
    open,
    collection: provider,
    add: async (contact) => {
      const added = emulator.addPerson({ account, person: personOf(contact) })
      await settle()
      return added.resourceName ?? ''
    },
    fill: async (count) => {
      const persons = Array.from({ length: count }, (_, at) =>
        personOf({ ...EMPTY_CONTACT, firstName: `Person ${at}` }),
      )
      emulator.addPersons({ account, persons })
    },
    edit: async (id, change) => {
      const raw = person(id) ?? {}
      const { value: contact } = toItem(raw)
      await write(id, patch(raw, contact, { ...contact, ...change }).person)
    },
    remove: async (id) => {
      emulator.deletePerson(of(id))
      await settle()
    },
    rename: async (id) => {
      const renamed = emulator.renamePerson(of(id))
      await settle()
      return renamed.resourceName ?? ''
    },
    annotate: async (id, text) => {
      const addresses = list(person(id)?.addresses).map(({ formattedValue: _, ...address }) => ({
        ...address,
        extendedAddress: text,
      }))
      await write(id, { addresses })
    },
    look: async (id) => {
      const found = person(id)
      return found && JSON.stringify(found)
    },
    count: async () => emulator.persons({ account }).length,
    expireCursors: async () => emulator.expireSyncTokens({ account }),
    settle,
    strike: async (on, what) => {
      const match = on === 'read' ? { account, method: 'GET' } : { account, path: WRITES }
      emulator.addFaults([{ ...FAULTS[what], match }])
    },
    refused: {
      ...EMPTY_CONTACT,
      firstName: 'Xaver',
      lastName: 'Zettelmeyer',
      emails: [{ value: `${'x'.repeat(1_100)}@long.example`, label: 'Work' }],
    },
    close: async () => emulator.clearFaults(),
  }
}
