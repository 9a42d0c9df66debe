// Entries of the audit in words.
import { expect, it } from 'vitest'
import { EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { EMPTY_EVENT } from '@/lib/domains/events/value/event'
import type { AuditEntry } from '@/lib/store/audit/beside'
import { AUDIT_KINDS } from '@/lib/store/audit/kinds'
import { auditHeading, auditLine } from './audit-csv'
import { auditStart, contactIdIn, filterOf, problemsIn, typedFilter, withContactName } from './audit-filter'
import { changesOf, changesText, detailWords, KIND_WORDS, whereWords, whoDid } from './audit-words'

const at = new Date('2026-11-28T12:00:00Z')
const entry = (change: Partial<AuditEntry>): AuditEntry => ({
  ...{ seq: 7n, at, kind: 'contact.edit', side: null, detail: null, sourceId: null, changeId: null },
  ...{ userId: 'ana', subjectId: null, contactId: null, syncId: null, runId: null, person: 'Ana Lima' },
  ...{
    subject: null,
    contact: null,
    contactDeleted: false,
    values: null,
    tags: null,
    said: null,
    sync: null,
    event: null,
    matter: null,
    eventValues: null,
    matterChanges: null,
  },
  ...change,
})

it('every kind has words of its own, and none of its details breaks without data', () => {
  expect(new Set(AUDIT_KINDS.map((kind) => KIND_WORDS[kind])).size).toBe(AUDIT_KINDS.length)
  for (const kind of AUDIT_KINDS) expect(detailWords(entry({ kind }))).not.toContain('undefined')
})

it.each<[string, Partial<AuditEntry>, string]>([
  ['a person', {}, 'Ana Lima'],
  ['a sync', { runId: 'run' }, 'the sync of Ana Lima'],
  ['a decision in a run', { kind: 'decision', runId: 'run' }, 'Ana Lima'],
  ['a user whose row is gone', { person: null }, 'a former user'],
  ['an operator', { kind: 'backup.make', userId: null, person: null }, 'the operator'],
  ['the program', { kind: 'audit.prune', userId: null, person: null }, 'Concord'],
  ['nobody who is known', { kind: 'session.refuse', userId: null, person: null }, ''],
])('by %s', (_, change, words) => {
  expect(whoDid(entry(change))).toBe(words)
})

it('says where a contact changed', () => {
  const sync = { label: 'Google', watchedId: 'x', owner: 'Ben', calendar: null }
  expect(whereWords(entry({ side: 'local' }))).toBe('Clio')
  expect(whereWords(entry({ side: 'remote', sync }))).toBe('Google')
  expect(whereWords(entry({ side: 'remote' }))).toBe('the account')
  expect(whereWords(entry({}))).toBe('')
})

it.each<[Partial<AuditEntry>, string]>([
  [
    { kind: 'user.role', subject: 'Ben', detail: { from: 'member', to: 'admin' } },
    'Ben: member to administrator',
  ],
  [{ kind: 'user.invite', detail: { role: 'member' }, said: { email: 'b@x.org' } }, 'b@x.org as member'],
  [
    { kind: 'session.refuse', detail: { reason: 'notInvited' }, said: { email: 'b@x.org' } },
    'b@x.org: not invited',
  ],
  [
    {
      kind: 'settings.retention',
      detail: { from: { historyDays: 365, auditDays: 400 }, to: { historyDays: 30, auditDays: 400 } },
    },
    'history days: 365 to 30',
  ],
  [
    { kind: 'decision', detail: { samePerson: 'link', conflicts: { a: 'local' } } },
    'the same person and 1 conflict answered',
  ],
  [
    { kind: 'import', detail: { what: 'contacts', count: 2_500 }, said: { fileName: 'a.vcf' } },
    'a.vcf, 2,500 contacts',
  ],
  [{ kind: 'import', detail: { what: 'contacts', count: 1 } }, '1 contact'],
  [{ kind: 'decision', detail: { exclusion: { batch: 'b', was: 'planned' } } }, 'do not sync'],
  [{ kind: 'decision', detail: { synced: true } }, 'sync'],
  [{ kind: 'decision', detail: { merge: 'asked', mergeId: 'm' } }, 'merge contacts in the account'],
  [{ kind: 'decision', detail: {} }, 'answer withdrawn'],
  [
    { kind: 'session.expire', detail: { browser: 'Chrome on Windows', at: '2026-11-27T21:05:12.000Z' } },
    'Chrome on Windows, on 2026-11-27 21:05 UTC',
  ],
  [{ kind: 'sync.undo', detail: { runId: 'r', undone: 'manual', of: 'contacts' } }, 'of a run'],
  [{ kind: 'sync.undo', detail: { runId: 'r', changeId: 'c' } }, 'of one contact of a run'],
  [
    {
      kind: 'sync.undo',
      detail: { runId: 'r', changeId: 'c', field: 'title', undone: 'edit', of: 'events' },
    },
    'of one field (Title) of one event of a run',
  ],
  [{ kind: 'sync.undo', detail: { runId: 'r', undone: 'undo', of: 'contacts' } }, 'of an undo'],
  [
    { kind: 'sync.undo', detail: { actionId: 'a', undone: 'import', of: 'contacts' }, subject: 'Ben' },
    'of an import by Ben',
  ],
  [
    {
      kind: 'sync.undo',
      detail: { actionId: 'a', contactId: 'c', undone: 'delete', of: 'contacts' },
      sync: { label: 'Google', watchedId: 'w', owner: 'Ben', calendar: null },
    },
    'of one contact of a deletion of contacts, in Google',
  ],
  [
    { kind: 'sync.undo', detail: { editId: 'e', field: 'nickname', undone: null, of: 'contacts' } },
    'of one field (Nickname) of a change',
  ],
  [{ kind: 'session.leave', detail: { count: 2 } }, 'of 2 other browsers'],
  [
    {
      kind: 'settings.calendar',
      detail: { what: 'shared as viewer' },
      subject: 'Ben',
      said: { name: 'Trials' },
    },
    'Trials: shared as viewer with Ben',
  ],
  [
    { kind: 'settings.tags', detail: { what: 'renamed' }, said: { name: 'Old', into: 'New' } },
    'Old: renamed, now New',
  ],
  [
    { kind: 'sync.request', sync: { label: 'Google', watchedId: 'w', owner: 'Ben', calendar: null } },
    'for the contacts of Ben',
  ],
  [
    { kind: 'sync.pause', sync: { label: 'Google', watchedId: 'w', owner: 'Ben', calendar: 'Trials' } },
    'for the calendar “Trials” of Ben',
  ],
  [{ kind: 'sync.stop', subject: 'Ben' }, 'of Ben'],
  [{ kind: 'sync.undo', detail: { runId: 'r', undone: 'manual' }, subject: 'Ben' }, 'of a run of Ben’s sync'],
  [
    { kind: 'settings.webhook', detail: { what: 'save', from: null, to: 'https://a.example' } },
    'set to https://a.example',
  ],
  [
    {
      kind: 'settings.webhook',
      detail: { what: 'save', from: 'https://a.example', to: 'https://b.example' },
    },
    'https://a.example to https://b.example',
  ],
  [
    {
      kind: 'settings.webhook',
      detail: { what: 'save', from: 'https://a.example', to: 'https://a.example' },
    },
    'another path at https://a.example',
  ],
  [
    {
      kind: 'settings.webhook',
      detail: { what: 'secret', from: 'https://a.example', to: 'https://a.example' },
    },
    'secret replaced, https://a.example',
  ],
  [
    { kind: 'settings.webhook', detail: { what: 'remove', from: 'https://a.example', to: null } },
    'removed, https://a.example',
  ],
  [{ kind: 'settings.webhook', detail: { what: 'remove' } }, 'removed'],
  [{ kind: 'contact.tags', tags: { added: ['Client'], removed: ['Old'] } }, '+ Client and − Old'],
])('%o', (change, words) => {
  expect(detailWords(entry(change))).toBe(words)
})

it('is a line of a file whose cells execute nothing', () => {
  const from = { ...EMPTY_CONTACT, title: 'Partner' }
  const to = { ...EMPTY_CONTACT, title: '=HYPERLINK("http://x")' }
  const line = auditLine(
    entry({ contact: '=Erika', contactId: 'c1', side: 'local', values: { from, to } }),
    'UTC',
  )
  expect(line).toBe(
    `7,2026-11-28T12:00:00.000Z,Contact edited,Ana Lima,'=Erika,c1,,Clio,"Title: Partner -> =HYPERLINK(""http://x"")",,\r\n`,
  )
  expect(auditHeading()).toMatch(/^\uFEFFNumber,/)
  expect(auditHeading().split(',')).toHaveLength(line.replace(/"([^"]|"")*"/g, '').split(',').length)
})

it('says what changed in an event and in a matter', () => {
  const time = {
    kind: 'timed',
    start: '2026-12-01T09:00:00',
    end: '2026-12-01T10:00:00',
    zone: 'Europe/Berlin',
    endZone: null,
  } as const
  const from = { ...EMPTY_EVENT, title: 'Hearing', time }
  const moved = entry({
    kind: 'event.edit',
    eventValues: { from, to: { ...from, title: 'Trial', location: 'Room 2' } },
  })
  expect(changesText(changesOf(moved, 'UTC') ?? [])).toBe('Title: Hearing -> Trial; Location: Room 2')
  const closed = entry({
    kind: 'matter.edit',
    matterChanges: [{ field: 'status', from: 'Open', to: 'Closed' }],
  })
  expect(changesText(changesOf(closed, 'UTC') ?? [])).toBe('Status: Open -> Closed')
})

it('says what cannot be read', () => {
  const typed = { kind: 'nonsense', side: 'local', person: 'x', from: '2026-02-30', until: '2026-13-01' }
  expect(problemsIn(typed, ['y'])).toEqual({
    kind: '“nonsense” is not in the list. Choose again.',
    person: '“x” is not in the list. Choose again.',
    from: '“2026-02-30” is not a date. Choose again.',
    until: '“2026-13-01” is not a date. Choose again.',
  })
  expect(problemsIn({ from: '2026-02-03', until: '2026-02-02' }, [])).toEqual({
    until: 'Until is before From.',
  })
  const fine = { kind: 'import', person: 'y', from: '2026-02-02', until: '2026-02-02', contact: 'x' }
  expect(problemsIn(fine, ['y'])).toEqual({})
})

it('names the contact that an address has the id of, until another name is typed', () => {
  const id = crypto.randomUUID()
  expect(contactIdIn({ contact: 'Ana' })).toBeNull()
  expect(contactIdIn({ contact: id })).toBe(id)
  const named = { contact: 'Ana Lima', about: id }
  expect(withContactName({ contact: id }, id, 'Ana Lima')).toEqual(named)
  expect(withContactName(named, id, 'Ana Lima')).toEqual(named)
  expect(filterOf(named, 'UTC').contact).toBe(id)
  expect(withContactName({ contact: 'Ben', about: id }, id, 'Ana Lima')).toEqual({ contact: 'Ben' })
  expect(withContactName({ about: id }, id, 'Ana Lima')).toEqual({})
  expect(withContactName({ contact: id }, id, null)).toEqual({
    contact: 'Erased or private contact',
    about: id,
  })
})

it('filters by days of the reader’s zone; the last day counts', () => {
  const typed = typedFilter({ from: '2026-11-01', until: '2026-11-01', contact: ' Erika ' })
  expect(filterOf(typed, 'America/New_York')).toEqual({
    ...{ kind: null, side: null, userId: null, contact: 'Erika' },
    // Daylight saving time ends on this day: it has 25 hours.
    ...{ from: new Date('2026-11-01T04:00:00Z'), until: new Date('2026-11-02T05:00:00Z') },
  })
  expect(auditStart({ after: '12' })).toEqual({ kind: 'after', seq: 12n })
  expect(auditStart({ before: '-1', after: 'x' })).toEqual({ kind: 'first' })
})
