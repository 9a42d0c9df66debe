// Adds contacts to a group and removes them.
import { invalid, notFound } from '@/emulator/errors'
import { json, type Reply } from '@/emulator/reply'
import { findContact, newest, replaceFields } from '@/emulator/store'
import { type ApiCall, bodyOf, namesOf } from '@/emulator/world'
import { groupNameOf, groupRefusal, membership, SYSTEM_GROUPS } from './memberships'
import type { Entry } from './person-body'

/** contactGroups.members.modify: a 200 may list names that it did not find or could not remove. */
export function modifyMembers(api: ApiCall): Reply {
  const { account, world } = api
  const body = bodyOf(api.call)
  const add = namesOf(body.resourceNamesToAdd, 'resource_names_to_add')
  const drop = namesOf(body.resourceNamesToRemove, 'resource_names_to_remove')
  const id = api.params.id ?? ''
  const group = membership(`contactGroups/${id}`)
  if (add.length + drop.length === 0) throw invalid('Request must name contacts to add or to remove.')
  if (add.length + drop.length > 1000) throw invalid('Cannot modify more than 1000 members in one request.')
  const own = account.groups.get(id)
  if (!SYSTEM_GROUPS.some((one) => one.id === id) && (!own || own.deleted)) throw notFound()
  const refusal = add.length > 0 && groupRefusal(account, [group], [])
  if (refusal) throw refusal
  const notFoundResourceNames = [...add, ...drop].filter((name) => !findContact(account, name))
  const canNotRemoveLastContactGroupResourceNames: string[] = []
  const write = (name: string, change: (entries: readonly Entry[]) => readonly Entry[] | undefined) => {
    const contact = findContact(account, name)
    const memberships = contact && change(newest(contact).content.memberships ?? [])
    if (contact && memberships) replaceFields(world, account, contact, ['memberships'], { memberships })
  }
  const same = (entry: Entry) => groupNameOf(entry) === groupNameOf(group)
  for (const name of add) write(name, (entries) => (entries.some(same) ? undefined : [...entries, group]))
  for (const name of drop)
    write(name, (entries) => {
      const rest = entries.filter((entry) => !same(entry))
      if (rest.length === 0) canNotRemoveLastContactGroupResourceNames.push(name)
      return rest.length === 0 || rest.length === entries.length ? undefined : rest
    })
  return json({
    ...(notFoundResourceNames.length > 0 ? { notFoundResourceNames } : {}),
    ...(canNotRemoveLastContactGroupResourceNames.length > 0
      ? { canNotRemoveLastContactGroupResourceNames }
      : {}),
  })
}
