// The groups, and the contacts that may be their members. A membership is an entry of the contact.
import { createHash } from 'node:crypto'
import { invalid, type Refusal } from '@/emulator/errors'
import { type Account, type Group, MY_CONTACTS_ID, newest, type Store } from '@/emulator/store'
import { type Entry, isObject } from './person-body'

export interface SystemGroup {
  readonly id: string
  readonly formattedName: string
  /** Whether contacts can be added; deprecated and computed groups do not allow it. */
  readonly takes: 'members' | 'none' | 'deprecated'
}

export const SYSTEM_GROUPS: readonly SystemGroup[] = [
  { id: MY_CONTACTS_ID, formattedName: 'My Contacts', takes: 'members' },
  { id: 'starred', formattedName: 'Starred', takes: 'members' },
  { id: 'all', formattedName: 'All Contacts', takes: 'none' },
  { id: 'blocked', formattedName: 'Blocked', takes: 'none' },
  { id: 'chatBuddies', formattedName: 'Chat contacts', takes: 'none' },
  { id: 'friends', formattedName: 'Friends', takes: 'deprecated' },
  { id: 'family', formattedName: 'Family', takes: 'deprecated' },
  { id: 'coworkers', formattedName: 'Coworkers', takes: 'deprecated' },
]

export const groupNameOf = (entry: Entry): string =>
  isObject(entry.contactGroupMembership) ? String(entry.contactGroupMembership.contactGroupResourceName) : ''

export const membership = (resourceName: string): Entry => ({
  contactGroupMembership: { contactGroupResourceName: resourceName },
})

/** Why these memberships cannot be written; existing memberships of the contact are always allowed. */
export function groupRefusal(
  account: Account,
  wanted: readonly Entry[],
  kept: readonly Entry[],
): Refusal | undefined {
  const already = new Set(kept.map(groupNameOf))
  for (const name of wanted.map(groupNameOf)) {
    const id = name.replace(/^contactGroups\//, '')
    const system = SYSTEM_GROUPS.find((group) => group.id === id)
    if (already.has(name) || system?.takes === 'members') continue
    if (system?.takes === 'deprecated')
      return invalid('Cannot add contacts to deprecated system contact group')
    if (system) return invalid('Cannot add contacts to this system contact group', 'person.memberships')
    const group = account.groups.get(id)
    if (!group || group.deleted)
      return invalid(`Contact group "${name}" was not found.`, 'person.memberships')
  }
  return undefined
}

export function memberCounts(account: Account): Map<string, number> {
  const counts = new Map<string, number>([['contactGroups/all', account.contacts.size]])
  for (const contact of account.contacts.values())
    for (const entry of newest(contact).content.memberships ?? []) {
      const name = groupNameOf(entry)
      counts.set(name, (counts.get(name) ?? 0) + 1)
    }
  return counts
}

/** Sets a new etag, time and place in the order of changes. */
export function changeGroup(store: Store, account: Account, group: Group): void {
  account.groupSequence += 1
  group.sequence = account.groupSequence
  group.updatedAt = store.clock.now()
  group.etag = createHash('sha1')
    .update(`${account.sub}/${group.id}/${group.sequence}`)
    .digest('base64')
    .slice(0, 12)
}

export function addGroup(
  store: Store,
  account: Account,
  name: string,
  clientData: readonly Entry[] = [],
): Group {
  const id = createHash('sha1')
    .update(`${account.sub}/group/${account.groups.size}`)
    .digest('hex')
    .slice(0, 15)
  const group: Group = { id, name, clientData, etag: '', updatedAt: 0, sequence: 0, deleted: false }
  account.groups.set(id, group)
  changeGroup(store, account, group)
  return group
}
