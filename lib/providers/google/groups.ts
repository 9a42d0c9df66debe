// Labels of Google Contacts: contact groups that the account's owner made. Google's own groups ("My Contacts", "Starred") are no labels.
// https://developers.google.com/people/api/rest/v1/contactGroups
import { people_v1 } from 'googleapis/build/src/apis/people/v1'
import type { Connected } from '@/lib/providers/connected'
import { type Label, type LabelOutcome, type Labels, ProviderError } from '@/lib/providers/provider'
import { type Answer, ask, type GoogleReply, type Send } from './call'
import { type Failure, failureOf } from './errors'
import { COSTS, type Cost, type Pacing } from './pacing'
import { type Json, list, object, text } from './raw'

const TIMEOUT_MS = 60_000
const PAGE_SIZE = 1_000
/** Names in one change of members, those to add and those to remove together. */
const MOST_MEMBERS = 1_000
/** Labels in one read of members, and members of each: an account holds no more contacts. */
const MOST_READ = 200
const ALL_MEMBERS = 25_000
/** The group that a contact is in by itself; a contact without any group is not allowed. */
const MY_CONTACTS = 'contactGroups/myContacts'

type GroupFailure = Failure | { readonly kind: 'taken' }
type Reply = GoogleReply | GroupFailure

/** A name that is taken has the status of an account that is busy. */
const groupFailureOf = (answer: Answer): GroupFailure =>
  answer.status === 409 && object(object(answer.body).error).status === 'ALREADY_EXISTS'
    ? { kind: 'taken' }
    : failureOf(answer)

export function googleLabels(connected: Connected, pacing: Pacing): Labels {
  const api = new people_v1.People({
    rootUrl: connected.rootUrl,
    retry: false,
    timeout: connected.timeoutMs ?? TIMEOUT_MS,
  }).contactGroups
  const caller = { connected, limiter: pacing, failureOf: groupFailureOf, mayBeEmpty: true }
  const call = (method: string, cost: Cost, send: Send): Promise<Reply> => ask(caller, method, cost, send)
  const write = (method: string, send: Send) => call(`contactGroups.${method}`, COSTS.groupWrite, send)
  const readPage = (pageToken: string) =>
    call('contactGroups.list', COSTS.groupRead, (options) =>
      api.list(
        { pageSize: PAGE_SIZE, groupFields: 'name,groupType,metadata', ...(pageToken && { pageToken }) },
        options,
      ),
    )
  const readMembers = async (resourceNames: readonly string[]) => {
    const reply = await call('contactGroups.batchGet', COSTS.groupRead, (options) =>
      api.batchGet(
        { resourceNames: [...resourceNames], maxMembers: ALL_MEMBERS, groupFields: 'name' },
        options,
      ),
    )
    if (reply.kind !== 'reply')
      throw new ProviderError('unavailable', 'Google did not list the contacts of its labels')
    return list(reply.body.responses).flatMap((one) => names(object(one.contactGroup).memberResourceNames))
  }
  const modify = (id: string, add: readonly string[], drop: readonly string[]) =>
    write('members.modify', (options) =>
      api.members.modify(
        {
          resourceName: id,
          requestBody: { resourceNamesToAdd: [...add], resourceNamesToRemove: [...drop] },
        },
        options,
      ),
    )
  return {
    most: MOST_MEMBERS,
    list: () => readLabels(readPage),
    itemsWith: async (ids) => {
      const found = new Set<string>()
      for (let at = 0; at < ids.length; at += MOST_READ)
        for (const name of await readMembers(ids.slice(at, at + MOST_READ))) found.add(name)
      return found
    },
    create: async (name) =>
      labelled(
        await write('create', (options) => api.create({ requestBody: { contactGroup: { name } } }, options)),
      ),
    rename: async ({ id }, name) =>
      labelled(
        await write('update', (options) =>
          api.update(
            {
              resourceName: id,
              requestBody: { contactGroup: { resourceName: id, name }, updateGroupFields: 'name' },
            },
            options,
          ),
        ),
      ),
    remove: async (id) => {
      const { kind } = await write('delete', (options) => api.delete({ resourceName: id }, options))
      return kind === 'reply' || kind === 'gone' ? 'done' : 'unknown'
    },
    change: async (id, add, drop) => {
      const reply = await modify(id, add, drop)
      if (reply.kind === 'gone') return 'gone'
      if (reply.kind !== 'reply') return 'unknown'
      const last = names(reply.body.canNotRemoveLastContactGroupResourceNames)
      if (last.length === 0) return 'done'
      // The label is the last group of these contacts: they join the account's own group first.
      const joined = await modify(MY_CONTACTS, last, [])
      return joined.kind === 'reply' && (await modify(id, [], last)).kind === 'reply' ? 'done' : 'unknown'
    },
  }
}

async function readLabels(readPage: (pageToken: string) => Promise<Reply>): Promise<readonly Label[]> {
  const labels: Label[] = []
  let pageToken = ''
  do {
    const reply = await readPage(pageToken)
    if (reply.kind !== 'reply') throw new ProviderError('unavailable', 'Google did not list its labels')
    labels.push(...list(reply.body.contactGroups).flatMap(asLabel))
    const next = text(reply.body.nextPageToken)
    if (next === pageToken && next !== '')
      throw new ProviderError('unavailable', 'Google never stops listing labels')
    pageToken = next
  } while (pageToken !== '')
  return labels
}

function asLabel(group: Json): readonly Label[] {
  const [id, name] = [text(group.resourceName), text(group.name)]
  const isOwn = group.groupType === 'USER_CONTACT_GROUP' && object(group.metadata).deleted !== true
  return isOwn && id && name ? [{ id, name }] : []
}

function labelled(reply: Reply): LabelOutcome {
  switch (reply.kind) {
    case 'reply': {
      const [label] = asLabel({ groupType: 'USER_CONTACT_GROUP', ...reply.body })
      return label ? { kind: 'done', label } : { kind: 'unknown' }
    }
    case 'taken':
    case 'gone':
      return { kind: reply.kind }
    case 'refused':
    case 'stale':
      return { kind: 'refused' }
    default:
      return { kind: 'unknown' }
  }
}

const names = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map(text).filter(Boolean) : []
