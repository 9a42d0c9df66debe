// The world of the model test for one person of a firm: the firm's database and their Google account in the emulator, driven by the real
// worker steps over HTTP. People act on either side; the firm's oracle records everything they do.

import type { Emulator } from '@/emulator/server'
import type { Push } from '@/lib/domains/contacts/types'
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import type { Choice } from '@/lib/engine/choice'
import type { Direction } from '@/lib/engine/direction'
import { THRESHOLDS, type Thresholds } from '@/lib/engine/guard/guard'
import type { SyncSettings } from '@/lib/engine/model'
import { createPacing, UNLIMITED } from '@/lib/providers/google/pacing'
import { patch, toItem } from '@/lib/providers/google/person'
import { googleProvider } from '@/lib/providers/google/provider'
import type { Person } from '@/lib/providers/google/raw'
import type { Provider } from '@/lib/providers/provider'
import { contactFromRow } from '@/lib/store/address-book/contact-row'
import {
  createContact,
  deleteContact,
  restoreContact,
  updateContact,
} from '@/lib/store/address-book/contacts'
import { db, dbOfNoFirm } from '@/lib/store/database/client'
import type { OfFirm } from '@/lib/store/database/cross-tenant'
import { neededLabels } from '@/lib/store/labels/account-labels'
import { LeaseLost } from '@/lib/store/sync/account-lease'
import { setSyncSettings } from '@/lib/store/sync/syncs'
import { MINUTE } from '@/lib/time'
import { advance } from '@/lib/worker/advance'
import { tick } from '@/lib/worker/schedule'
import type { Deps } from '@/lib/worker/step-context'
import { type Fixture, setUpFixture } from '@/testing/scenarios/fixture'
import { surviving } from './crash-injection'
import {
  birthmark,
  emptyOracle,
  HERE,
  marksOf,
  noteDeletion,
  noteEdit,
  type Oracle,
  type Place,
} from './oracle'
import type { Screen } from './screen'

export const LAG_MS = 5 * MINUTE

/** A contact on one side, as people see it. */
export interface Seen {
  readonly id: string
  readonly contact: Contact
}

export type World = Awaited<ReturnType<typeof createWorld>>
interface Beside {
  readonly fixture: Fixture
  readonly oracle: Oracle
}

/** A write that an account carried out, or may have carried out; `to` is null for a deletion. */
export interface Pushed {
  readonly ref: string
  readonly kind: Exclude<Push['kind'], 'restore'>
  readonly to: Contact | null
}

/** What every setting of a scenario has in common. */
interface Choices {
  direction: Direction
  only: Choice | null
  keepLabels: boolean
}

let worlds = 0

/**
 * A new firm, for which the emulator starts anew: an earlier scenario may have left its clock a year ahead, so that the clean-up would
 * erase what this one has just written, or may have left slow lists and short pages. `beside`: another person of the same firm, who has
 * their own account; the emulator then stays as it is.
 */
export async function createWorld(emulator: Emulator, beside?: Beside, thresholds: Thresholds = THRESHOLDS) {
  if (!beside) emulator.reset()
  worlds += 1
  const account = `model${worlds}@firm.example`
  emulator.addAccount({ email: account, name: 'Ana Lima' })
  const gate = { pass: async (_: string): Promise<void> => undefined }
  const pushed: Pushed[] = []
  const screen: Screen = { page: null, pressed: new Map() }
  const now = () => new Date(emulator.now())
  const fixture = await setUpFixture({
    now,
    thresholds,
    ...(beside && { firmId: beside.fixture.actor.firmId }),
    open: (_, onCall, collection) =>
      throughGate(
        googleProvider(
          {
            account,
            ...neededLabels(collection),
            rootUrl: `${emulator.url}/`,
            accessToken: async () => emulator.issueTokens({ account }).accessToken,
            onCall,
            now,
            random: () => 0.5,
            lagMs: LAG_MS,
          },
          createPacing(UNLIMITED),
        ),
        gate,
        pushed,
      ),
  })
  const { firmId } = fixture.actor
  const oracle = beside?.oracle ?? emptyOracle()
  const by = { userId: fixture.actor.userId }

  const here = async (): Promise<readonly Seen[]> => {
    const rows = await db(firmId).contact.findMany({ where: { firmId, deletedAt: null } })
    return inOrder(rows.map((row) => ({ id: row.id, contact: contactFromRow(row) })))
  }
  const there = (): readonly Seen[] =>
    inOrder(
      emulator.persons({ account }).map((person) => {
        const { id, value: contact } = toItem(person as Person)
        return { id, contact }
      }),
    )
  const choices: Choices = { direction: 'both', only: null, keepLabels: false }
  const personOf = (contact: Contact): Person => written({}, EMPTY_CONTACT, contact)
  const faults: string[] = []
  const deps: Deps = {
    ...fixture.deps,
    log: (event, facts) => {
      if (event === 'step failed')
        faults.push(`a step failed: ${facts.error instanceof Error ? facts.error.stack : ''}`)
    },
  }
  const goOn = async (): Promise<void> => {
    const run = await openRunOf(fixture.sync)
    if (!run) return
    await advance(run.id, deps).catch((error: unknown) => {
      // A worker reports this when another one has taken over its account.
      if (!(error instanceof LeaseLost)) throw error
    })
  }
  const newborn = (place: Place, contact: Contact): Contact => {
    const mark = oracle.births.push(place)
    return { ...contact, websites: [birthmark(mark)] }
  }

  return {
    fixture,
    emulator,
    account,
    oracle,
    thresholds,
    gate,
    pushed,
    screen,
    here,
    there,
    addHere: async (contact: Contact) => {
      const born = newborn(HERE, contact)
      await createContact(firmId, crypto.randomUUID(), born, by)
      noteEdit(oracle, HERE, EMPTY_CONTACT, born)
    },
    addThere: async (contact: Contact) => {
      const born = newborn(account, contact)
      emulator.addPerson({ account, person: personOf(born) })
      noteEdit(oracle, account, EMPTY_CONTACT, born)
    },
    editHere: async (id: string, edit: (contact: Contact) => Contact) => {
      const row = await db(firmId).contact.findFirst({ where: { firmId, id, deletedAt: null } })
      if (!row) return
      const from = contactFromRow(row)
      const to = edit(from)
      const { kind } = await updateContact(firmId, id, row.version, to, by)
      if (kind === 'written') noteEdit(oracle, HERE, from, to)
    },
    editThere: async (id: string, edit: (contact: Contact) => Contact) => {
      const raw = emulator.person({ account, resourceName: id }) as Person | null
      if (!raw) return
      const from = toItem(raw).value
      const to = edit(from)
      emulator.editPerson({ account, resourceName: id, person: written(raw, from, to) })
      noteEdit(oracle, account, from, to)
    },
    deleteHere: async ({ id, contact }: Seen) => {
      await deleteContact(firmId, id, by)
      oracle.deleted.add(id)
      noteDeletion(oracle, contact)
    },
    deleteThere: async ({ id, contact }: Seen) => {
      if (!emulator.person({ account, resourceName: id })) return
      emulator.deletePerson({ account, resourceName: id })
      noteDeletion(oracle, contact)
    },
    /** Restores the contact that was deleted last. */
    restoreHere: async () => {
      const row = await db(firmId).contact.findFirst({
        where: { firmId, deletedAt: { not: null } },
        orderBy: { deletedAt: 'desc' },
      })
      if (!row) return
      // It may have expired by now, and its values may be erased.
      const { kind } = await restoreContact(firmId, row.id, by)
      if (kind !== 'missing') oracle.deleted.delete(row.id)
    },
    /** Google's own merge: one gets the other's data, the other is deleted. */
    mergeThere: async (one: Seen, other: Seen) => {
      const raw = emulator.person({ account, resourceName: one.id }) as Person | null
      if (!raw || !emulator.person({ account, resourceName: other.id })) return
      const emails = [...one.contact.emails, ...other.contact.emails]
      const websites = [...one.contact.websites, ...other.contact.websites]
      const to = { ...one.contact, emails, websites }
      emulator.editPerson({ account, resourceName: one.id, person: written(raw, one.contact, to) })
      emulator.deletePerson({ account, resourceName: other.id })
      for (const mark of marksOf(to)) oracle.spread.add(mark)
    },
    /** Runs the tick, then every open run as far as it goes. */
    work: async () => {
      await tick(now())
      await goOn()
    },
    /** Like work, for a run that is open already. */
    goOn,
    /** A crashed worker never releases its lease; it is taken as expired. */
    buryWorker: () => dbOfNoFirm().accountLease.deleteMany({}),
    openRun: () => openRunOf(fixture.sync),
    /** What every setting of this scenario has in common. */
    choices,
    set: (settings: SyncSettings) =>
      setSyncSettings(fixture.actor, fixture.sync.id, {
        ...settings,
        ...(choices.direction !== 'both' && { direction: choices.direction }),
        ...(choices.only && { only: choices.only }),
        ...(choices.keepLabels && { keepLabels: true }),
      }),
    /** Steps that threw an unexpected error. */
    faults: (): readonly string[] => faults,
    pass: (minutes: number) => emulator.advanceClock({ ms: minutes * MINUTE }),
    /** How often the sync has written, here and there. */
    writes: async () => {
      const hereCount = await db(firmId).contactEdit.count({ where: { firmId, changeId: { not: null } } })
      return hereCount + emulator.counts().mutations
    },
  }
}

/** What the account's owner writes on Google's own page. */
const written = (raw: Person, from: Contact, to: Contact): Person => patch(raw, from, to).person

const inOrder = (seen: readonly Seen[]) =>
  [...seen].sort((a, b) => {
    const [one, other] = [marksOf(a.contact).join(), marksOf(b.contact).join()]
    return one < other ? -1 : one > other ? 1 : a.id < b.id ? -1 : 1
  })

function openRunOf({ id: syncId, firmId }: OfFirm) {
  return db(firmId).run.findFirst({
    where: { syncId, state: { in: ['reading', 'comparing', 'ready', 'applying'] } },
  })
}

/** At each call others may act first, and the worker may crash before or after it. */
function throughGate(
  provider: Provider<Contact>,
  gate: { readonly pass: (call: string) => Promise<void> },
  pushed: Pushed[],
): Provider<Contact> {
  const gated =
    <A extends unknown[], R>(name: string, call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      await gate.pass(name)
      return surviving(call)(...args)
    }
  return {
    ...provider,
    pull: gated('pull', provider.pull),
    read: gated('read', provider.read),
    push: gated('push', async (batch: readonly Push[]) => {
      const outcomes = await provider.push(batch)
      const done = outcomes.flatMap(({ kind, ref }) => (kind === 'done' || kind === 'unknown' ? [ref] : []))
      for (const push of batch)
        if (push.kind !== 'restore' && done.includes(push.ref))
          pushed.push({ ref: push.ref, kind: push.kind, to: push.kind === 'delete' ? null : push.to })
      return outcomes
    }),
  }
}
