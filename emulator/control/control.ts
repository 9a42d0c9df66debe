// Controls of the emulator for tests, the benchmark and the demo: clock, faults, seeds, and edits as if made in Google's own pages.
// Every method takes at most one JSON value and returns one, so that the same methods can be called directly or over HTTP under
// /_control/.

import { calendarControl } from '@/emulator/calendar/control'
import type { ExpiredShape } from '@/emulator/errors'
import * as grants from '@/emulator/oauth/grants'
import type { FieldName } from '@/emulator/people/fields'
import { WRITABLE } from '@/emulator/people/fields'
import { addGroup, groupNameOf } from '@/emulator/people/memberships'
import { merge } from '@/emulator/people/merge'
import { type Person, project } from '@/emulator/people/person'
import { type Content, readPerson } from '@/emulator/people/person-body'
import { type SeedName, seedAccount, seedWorld } from '@/emulator/seeds/seeds'
import * as store from '@/emulator/store'
import { DAY, MINUTE } from '@/emulator/time'
import type { World } from '@/emulator/world'
import type { Fault } from './faults'
import { GOOGLE_SIZES, type QuotaSizes } from './quota'
import type { LoggedCall, RequestCounts } from './request-log'
import type { Switches } from './switches'

export interface AccountSummary {
  readonly email: string
  readonly name: string
  readonly sub: string
  readonly contacts: number
}

interface Of {
  /** Email address of the account. */
  readonly account: string
}
interface OfPerson extends Of {
  readonly resourceName: string
}

const DEFAULT_SCOPES = ['openid', 'email', 'profile', 'https://www.googleapis.com/auth/contacts']

export type Control = ReturnType<typeof createControl>

export function createControl(
  world: World,
  initial: { readonly seed: SeedName; readonly switches: Switches; readonly quotas: QuotaSizes },
) {
  const accountOf = (email: string): store.Account => {
    const account = store.findAccount(world, email)
    if (!account) throw new Error(`no account ${email}`)
    return account
  }
  const contactOf = ({ account, resourceName }: OfPerson): store.Contact => {
    const contact = store.findContact(accountOf(account), resourceName)
    if (!contact) throw new Error(`no contact ${resourceName} in ${account}`)
    return contact
  }
  const everything = [...WRITABLE, 'metadata', 'photos'] as const satisfies readonly FieldName[]
  const show = (account: store.Account, contact: store.Contact): Person =>
    project(account, contact, store.newest(contact), {
      fields: everything,
      sources: ['CONTACT'],
      turn: 0,
      shuffle: false,
    })
  const read = (person: Person, fields?: readonly FieldName[]): Content =>
    readPerson(person, 'person', world.switches, fields)
  const summary = (account: store.Account): AccountSummary => ({
    email: account.email,
    name: account.name,
    sub: account.sub,
    contacts: account.live,
  })

  return {
    /** Restores the initial seed, clock, switches and quotas; removes grants, faults and the log. */
    reset: (): void => {
      world.clock.reset()
      world.switches = initial.switches
      world.quota.clear()
      world.quota.resize(initial.quotas)
      world.faults.clear()
      world.log.clear()
      for (const map of [
        world.oauth.pending,
        world.oauth.codes,
        world.oauth.access,
        world.oauth.refresh,
        world.oauth.grants,
      ])
        map.clear()
      seedWorld(world, initial.seed)
    },
    /** Replaces all accounts, or the contacts of one, with a seed. */
    seed: ({ name, account, seed }: { name: SeedName; account?: string; seed?: number }): void => {
      if (account) seedAccount(world, accountOf(account), name, seed)
      else seedWorld(world, name, seed)
    },

    now: (): number => world.clock.now(),
    setClock: ({ at, frozen }: { at?: number | string; frozen?: boolean }): number => {
      if (at !== undefined) world.clock.set(typeof at === 'string' ? Date.parse(at) : at)
      if (frozen !== undefined) world.clock.freeze(frozen)
      return world.clock.now()
    },
    advanceClock: ({
      ms = 0,
      minutes = 0,
      days = 0,
    }: {
      ms?: number
      minutes?: number
      days?: number
    }): number => {
      world.clock.advance(ms + minutes * MINUTE + days * DAY)
      return world.clock.now()
    },

    addFaults: (faults: readonly Fault[]): void => world.faults.add(faults),
    faults: () => world.faults.list(),
    clearFaults: (): void => world.faults.clear(),

    accounts: (): AccountSummary[] => [...world.accounts.values()].map(summary),
    addAccount: ({
      email,
      name,
      sub,
      region,
    }: {
      email: string
      name: string
      sub?: string
      region?: string
    }): AccountSummary => {
      const account = store.createAccount(email, name, sub, region)
      world.accounts.set(email, account)
      return summary(account)
    },

    persons: ({ account }: Of): Person[] => {
      const owner = accountOf(account)
      return [...owner.contacts.values()].map((contact) => show(owner, contact))
    },
    person: (of: OfPerson): Person | null => {
      const owner = accountOf(of.account)
      const contact = store.findContact(owner, of.resourceName)
      return contact ? show(owner, contact) : null
    },
    addPerson: ({ account, person }: Of & { person: Person }): Person => {
      const owner = accountOf(account)
      return show(owner, store.addContact(world, owner, read(person)))
    },
    /** Adds many at once, without quotas, lag or the request log: for the benchmark. */
    addPersons: ({ account, persons }: Of & { persons: readonly Person[] }): string[] => {
      const owner = accountOf(account)
      const names = persons.map(
        (person) => store.newest(store.addContact(world, owner, read(person))).resourceName,
      )
      store.settle(owner)
      return names
    },
    /** Replaces the fields in `person`; an empty list clears a field. */
    editPerson: ({ person, ...of }: OfPerson & { person: Person }): Person => {
      const fields = WRITABLE.filter((field) => Object.hasOwn(person, field))
      const contact = contactOf(of)
      store.replaceFields(world, accountOf(of.account), contact, fields, read(person, fields))
      return show(accountOf(of.account), contact)
    },
    deletePerson: (of: OfPerson): void => store.remove(world, accountOf(of.account), contactOf(of)),
    /** **Merge & fix**: keeps `resourceName`, with all data of the others. */
    mergePersons: ({ others, ...of }: OfPerson & { others: readonly string[] }): Person => {
      const contact = contactOf(of)
      const gone = others.map((resourceName) => contactOf({ ...of, resourceName }))
      merge(world, accountOf(of.account), contact, gone)
      return show(accountOf(of.account), contact)
    },
    /** A new etag and time with unchanged content. */
    touchPerson: (of: OfPerson): Person => {
      const contact = contactOf(of)
      store.touch(world, accountOf(of.account), contact)
      return show(accountOf(of.account), contact)
    },
    renamePerson: ({ to, ...of }: OfPerson & { to?: string }): Person => {
      const contact = contactOf(of)
      const name = to ?? `people/1${BigInt(`0x${contact.id}`).toString().padStart(20, '0')}`
      store.rename(world, accountOf(of.account), contact, name)
      return show(accountOf(of.account), contact)
    },
    /** Joins a contact with a Google profile, whose name and photo are then visible to readers of PROFILE. */
    linkProfile: ({ profile, ...of }: OfPerson & { profile: store.Profile }): void => {
      contactOf(of).profile = profile
    },

    groups: ({ account }: Of): { resourceName: string; name: string; members: number }[] => {
      const owner = accountOf(account)
      const members = (resourceName: string) =>
        [...owner.contacts.values()].filter((contact) =>
          store.newest(contact).content.memberships?.some((entry) => groupNameOf(entry) === resourceName),
        ).length
      return [...owner.groups.values()]
        .filter((group) => !group.deleted)
        .map(({ id, name }) => ({
          resourceName: `contactGroups/${id}`,
          name,
          members: members(`contactGroups/${id}`),
        }))
    },
    addGroup: ({ account, name }: Of & { name: string }): { resourceName: string } => ({
      resourceName: `contactGroups/${addGroup(world, accountOf(account), name).id}`,
    }),

    ...calendarControl(world),

    /** Those of contacts, and of calendars whatever the account. */
    expireSyncTokens: ({ account }: Partial<Of>): void => {
      world.calendars.epoch += 1
      for (const one of account ? [accountOf(account)] : world.accounts.values()) one.syncEpoch += 1
    },
    revokeGrants: ({ account, client }: Of & { client?: string }): void => {
      const owner = accountOf(account)
      for (const one of world.oauth.clients)
        if (!client || client === one.id) grants.revokeGrant(world.oauth, one.id, owner)
    },
    /** Access tokens expire at once; refresh tokens stay valid. */
    expireAccessTokens: (): void => world.oauth.access.clear(),
    grants: ({ account }: Of): { client: string; scopes: readonly string[] }[] => {
      const owner = accountOf(account)
      return [...world.oauth.grants.values()]
        .filter((one) => one.account === owner)
        .map((one) => ({ client: one.clientId, scopes: one.scopes }))
    },
    /** Issues tokens as if the account had just consented, so that tests can skip the pages. */
    issueTokens: ({
      account,
      scopes = DEFAULT_SCOPES,
      client,
    }: Of & { scopes?: readonly string[]; client?: string }) => {
      const owner = accountOf(account)
      const id = client ?? world.oauth.clients[0]?.id ?? ''
      grants.grant(world.oauth, id, owner, scopes)
      return {
        accessToken: grants.issueAccessToken(world, world.oauth, id, owner, scopes),
        refreshToken: grants.issueRefreshToken(world, world.oauth, id, owner, scopes),
        expiresAt: world.clock.now() + world.switches.accessTokenSeconds * 1000,
        scopes,
      }
    },

    requests: (): readonly LoggedCall[] => world.log.newest(),
    counts: (): RequestCounts & { readonly faults: Readonly<Record<string, number>> } => ({
      ...world.log.counts(),
      faults: world.faults.met(),
    }),
    clearRequests: (): void => world.log.clear(),

    quotas: (): QuotaSizes => world.quota.sizes(),
    setQuotas: (sizes: 'off' | 'google' | QuotaSizes): QuotaSizes => {
      world.quota.resize(sizes === 'off' ? {} : sizes === 'google' ? GOOGLE_SIZES : sizes)
      return world.quota.sizes()
    },
    quotaUsed: ({ account }: Of): QuotaSizes => world.quota.used(accountOf(account).sub, world.clock.now()),
    setLag: ({ ms }: { ms: number }): void => {
      world.switches = { ...world.switches, lagMs: ms }
    },
    switches: (): Switches => world.switches,
    setSwitches: (changed: Partial<Switches> & { expiredSyncToken?: ExpiredShape }): Switches => {
      world.switches = { ...world.switches, ...changed }
      return world.switches
    },
  }
}
