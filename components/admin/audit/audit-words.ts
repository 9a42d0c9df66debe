// Entries of the audit in words, for the page and for the file. Pure.
import { fieldWords as eventFieldWords } from '@/components/calendar/field-words'
import { valueText } from '@/components/contacts/field-text'
import { amount, list } from '@/components/sync/figures'
import { EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { diffContacts } from '@/lib/domains/contacts/value/diff'
import { FIELDS } from '@/lib/domains/contacts/value/fields'
import { changedFields } from '@/lib/domains/events/value/diff'
import { EMPTY_EVENT, type Zone } from '@/lib/domains/events/value/event'
import { FIELDS as EVENT_FIELDS } from '@/lib/domains/events/value/fields'
import { FIELD_WORDS as MATTER_FIELDS } from '@/lib/domains/matters/diff'
import { asContact } from '@/lib/store/address-book/values'
import type { AuditEntry, SyncOfEntry } from '@/lib/store/audit/beside'
import type { AuditGroup, AuditKind } from '@/lib/store/audit/kinds'
import { undoWords } from './undo-words'

export const GROUP_WORDS: Readonly<Record<AuditGroup, string>> = {
  contacts: 'Contacts',
  events: 'Events',
  matters: 'Matters',
  decisions: 'Decisions',
  signIns: 'Sign-ins',
  people: 'Users',
  accounts: 'Accounts',
  syncs: 'Syncs',
  settings: 'Settings',
  files: 'Files',
  operation: 'Operation',
}

export const KIND_WORDS: Readonly<Record<AuditKind, string>> = {
  'contact.create': 'Contact added',
  'contact.edit': 'Contact edited',
  'contact.tags': 'Tags changed',
  'contact.delete': 'Contact deleted',
  'contact.restore': 'Contact restored',
  'contact.hide': 'Contact made only mine',
  'contact.share': 'Contact shared with the firm',
  'contact.merge': 'Contacts merged',
  'contact.unmerge': 'Merge undone',
  'contact.mergeThere': 'Contacts merged in an account',
  'contact.unmergeThere': 'Merge in an account undone',
  'contact.erase': 'Person erased',
  'event.create': 'Event added',
  'event.edit': 'Event edited',
  'event.delete': 'Event deleted',
  'event.restore': 'Event restored',
  'matter.create': 'Matter added',
  'matter.edit': 'Matter edited',
  'matter.delete': 'Matter deleted',
  'matter.restore': 'Matter restored',
  decision: 'Decision',
  'session.start': 'Signed in',
  'session.leave': 'Signed out',
  'session.expire': 'Signed out after a time',
  'session.end': 'Signed out by an administrator',
  'session.refuse': 'Sign-in refused',
  'access.refuse': 'Access refused',
  'user.invite': 'Invited',
  'user.renewInvitation': 'Invitation renewed',
  'user.revokeInvitation': 'Invitation revoked',
  'user.join': 'Joined',
  'user.role': 'Role changed',
  'user.remove': 'User removed',
  'account.connect': 'Account connected',
  'account.refuse': 'Account not connected',
  'account.lose': 'Access to account lost',
  'account.disconnect': 'Account disconnected',
  'sync.start': 'Sync started',
  'sync.discard': 'Preview discarded',
  'sync.request': 'Sync now',
  'sync.pause': 'Sync paused',
  'sync.resume': 'Sync resumed',
  'sync.stop': 'Sync stopped',
  'sync.approve': 'Changes approved',
  'sync.undo': 'Undo',
  'settings.sync': 'Sync settings changed',
  'settings.firm': 'Firm changed',
  'settings.retention': 'Data retention changed',
  'settings.webhook': 'Webhook changed',
  'settings.profile': 'Profile changed',
  'settings.tags': 'Tag changed',
  'settings.calendar': 'Calendar changed',
  import: 'File imported',
  export: 'File exported',
  'backup.make': 'Backup made',
  'backup.restore': 'Backup restored',
  'audit.prune': 'Old entries of the audit removed',
}

/** "Ana Lima", "the sync of Ana Lima". */
export function whoDid({ kind, userId, person, runId }: AuditEntry): string {
  if (userId === null)
    return kind.startsWith('backup.') ? 'the operator' : kind === 'session.refuse' ? '' : 'Concord'
  const name = person ?? 'a former user'
  return runId !== null && isWritten(kind) ? `the sync of ${name}` : name
}

const isWritten = (kind: AuditKind) => kind.startsWith('contact.') || kind.startsWith('event.')

/** Where it changed: Clio or the account's provider; '' for everything else. */
export function whereWords({ side, sync }: AuditEntry): string {
  if (side === null) return ''
  return side === 'local' ? 'Clio' : (sync?.label ?? 'the account')
}

/** One value that changed; '' for none. */
export interface ValueChange {
  readonly label: string
  readonly from: string
  readonly to: string
}

/** What changed in the contact, the event or the matter; nothing if that is not kept. */
export function changesOf(entry: AuditEntry, zone: Zone): readonly ValueChange[] {
  const { values, eventValues, matterChanges } = entry
  if (matterChanges)
    return matterChanges.map(({ field, from, to }) => ({ label: MATTER_FIELDS[field], from, to }))
  return eventValues ? eventChanges(eventValues, zone) : contactChanges(values)
}

function eventChanges(
  { from, to }: NonNullable<AuditEntry['eventValues']>,
  zone: Zone,
): readonly ValueChange[] {
  if (!from && !to) return []
  return changedFields(from ?? EMPTY_EVENT, to ?? EMPTY_EVENT).map((field) => ({
    label: EVENT_FIELDS[field].label,
    from: from ? eventFieldWords(field, from, zone) : '',
    to: to ? eventFieldWords(field, to, zone) : '',
  }))
}

function contactChanges(values: AuditEntry['values']): readonly ValueChange[] {
  if (!values || (values.from === null && values.to === null)) return []
  const from = values.from === null ? EMPTY_CONTACT : asContact(values.from as never)
  const to = values.to === null ? EMPTY_CONTACT : asContact(values.to as never)
  return diffContacts(from, to).map((change) => ({
    label: FIELDS[change.field].label,
    from: 'from' in change ? valueText(change.from) : '',
    to: 'to' in change ? valueText(change.to) : '',
  }))
}

/** "Phone: 1 -> 2; Email: x", for the file. */
export const changesText = (changes: readonly ValueChange[]): string =>
  changes
    .map(({ label, from, to }) => `${label}: ${from && to ? `${from} -> ${to}` : to || `${from} removed`}`)
    .join('; ')

const REFUSALS: Readonly<Record<string, string>> = {
  unverified: 'the email address is not verified',
  notInvited: 'not invited',
  expired: 'the invitation has expired',
  removed: 'removed from the firm',
  notFounder: 'may not create the firm',
  domain: 'the domain is not allowed',
  denied: 'the person declined',
  unticked: 'the person did not grant the permission',
  otherPerson: 'another person had signed in',
  otherAccount: 'another account is connected',
  failed: 'the answer was not valid',
}

const WHAT: Readonly<Record<string, (count: number) => string>> = {
  contacts: (n) => amount(n, 'contact'),
  events: (n) => amount(n, 'event'),
  matters: (n) => amount(n, 'matter'),
}

/** '' for what is no text. */
const word = (value: unknown): string => (typeof value === 'string' ? value : '')
const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value ?? null))
const roleWords = (role: unknown) => (role === 'admin' ? 'administrator' : 'member')

/** What else is to be said, as one line; '' for nothing. */
export function detailWords(entry: AuditEntry): string {
  const { kind, subject, said, tags } = entry
  const detail = entry.detail ?? {}
  const email = word(said?.email)
  const person = subject ?? email
  switch (kind) {
    case 'contact.tags':
      return tags
        ? list([...tags.added.map((tag) => `+ ${tag}`), ...tags.removed.map((tag) => `− ${tag}`)])
        : ''
    case 'decision':
      return decisionWords(detail)
    case 'session.start':
      return text(detail.browser)
    case 'session.expire':
      return `${text(detail.browser)}, on ${text(detail.at).slice(0, 16).replace('T', ' ')} UTC`
    case 'session.leave':
      return detail.count === undefined ? '' : `of ${amount(Number(detail.count), 'other browser')}`
    case 'session.end':
      return `${person}, ${amount(Number(detail.count), 'session')}`
    case 'session.refuse':
      return [email || subject, REFUSALS[text(detail.reason)] ?? text(detail.reason)]
        .filter(Boolean)
        .join(': ')
    case 'access.refuse':
      return text(detail.page)
    case 'user.invite':
    case 'user.join':
      return [email, `as ${roleWords(detail.role)}`].filter(Boolean).join(' ')
    case 'user.role':
      return `${person}: ${roleWords(detail.from)} to ${roleWords(detail.to)}`
    case 'account.refuse':
      return REFUSALS[text(detail.problem)] ?? text(detail.problem)
    case 'account.connect':
    case 'account.lose':
    case 'account.disconnect':
      return [email, subject && `of ${subject}`].filter(Boolean).join(' ')
    case 'settings.sync':
    case 'settings.firm':
    case 'settings.retention':
    case 'settings.profile':
      return settingsWords(detail)
    case 'import':
      return [word(said?.fileName), WHAT[text(detail.what)]?.(Number(detail.count))]
        .filter(Boolean)
        .join(', ')
    case 'export':
      return `${text(detail.what)} as ${text(detail.format).toUpperCase()}`
    case 'backup.make':
      return amount(Number(detail.rows), 'row')
    case 'backup.restore':
      return `the state of ${text(detail.madeAt)}`
    case 'settings.webhook':
      return webhookWords(detail)
    case 'settings.tags':
    case 'settings.calendar':
      return renamedWords(entry)
    case 'audit.prune':
      return `${amount(Number(detail.rows), 'entry', 'entries')} up to number ${text(detail.last)}`
    case 'sync.undo':
      return undoWords(entry)
    case 'sync.start':
    case 'sync.discard':
    case 'sync.request':
    case 'sync.pause':
    case 'sync.resume':
    case 'sync.stop':
    case 'sync.approve':
      return entry.sync ? syncWords(entry.sync) : person && `of ${person}`
    default:
      return person && `of ${person}`
  }
}

/** "Clients: merged, now Client", "Trials: shared as viewer with Ben". */
function renamedWords({ detail, said, subject }: AuditEntry): string {
  const into = word(said?.into)
  const what = [text(detail?.what), subject && `with ${subject}`].filter(Boolean).join(' ')
  return [word(said?.name), [what, into && `now ${into}`].filter(Boolean).join(', ')]
    .filter(Boolean)
    .join(': ')
}

/** "for the contacts of Ana Lima", "for the calendar “Trials” of Ana Lima". */
const syncWords = ({ calendar, owner }: SyncOfEntry): string =>
  `for the ${calendar === null ? 'contacts' : `calendar “${calendar}”`} of ${owner}`

/** "set to https://example.com", "secret replaced, https://example.com". */
function webhookWords({ what, from, to }: Readonly<Record<string, unknown>>): string {
  const [before, after] = [word(from), word(to)]
  if (what === 'remove') return ['removed', before].filter(Boolean).join(', ')
  if (what === 'secret') return ['secret replaced', after].filter(Boolean).join(', ')
  if (what !== 'save' || !after) return text(what)
  if (!before) return `set to ${after}`
  return before === after ? `another path at ${after}` : `${before} to ${after}`
}

const MERGES: Readonly<Record<string, string>> = {
  asked: 'merge contacts in the account',
  undo: 'undo a merge in the account',
  dropped: 'do not merge contacts in the account',
}

function decisionWords(answers: Readonly<Record<string, unknown>>): string {
  const said: string[] = []
  if (answers.samePerson === 'link') said.push('the same person')
  else if (answers.samePerson) said.push('not the same person')
  const conflicts = Object.keys((answers.conflicts as object | undefined) ?? {}).length
  if (conflicts > 0) said.push(`${amount(conflicts, 'conflict')} answered`)
  if (answers.exclusion || answers.synced === false) said.push('do not sync')
  if (answers.synced === true) said.push('sync')
  if (answers.restored) said.push('restore to the account')
  if (answers.duplicates) said.push('not duplicates')
  if (answers.merge) said.push(MERGES[text(answers.merge)] ?? text(answers.merge))
  if (answers.approved) said.push('approved')
  if (answers.deletion) said.push(`deletion: ${text(answers.deletion)}`)
  return said.length > 0 ? list(said) : 'answer withdrawn'
}

type Settings = Readonly<Record<string, unknown>>

/** "history days: 365 to 30". */
function settingsWords({ from, to }: Settings): string {
  const [before, after] = [(from ?? {}) as Settings, (to ?? {}) as Settings]
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
  return changed.map((name) => `${spaced(name)}: ${shown(before[name])} to ${shown(after[name])}`).join('; ')
}

const spaced = (name: string) => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
const shown = (value: unknown) => (value === undefined || value === null ? 'none' : text(value))
