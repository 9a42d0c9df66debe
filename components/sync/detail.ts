// An open row of the preview: field by field what both sides say, what they will say, and what is asked. Pure.

import type { Zone } from '@/components/ui/time/moment'
import type { Change, Conflict, Item, Write } from '@/lib/domains/contacts/types'
import { type Contact, displayName } from '@/lib/domains/contacts/value/contact'
import { FIELDS } from '@/lib/domains/contacts/value/fields'
import type { Choice } from '@/lib/engine/model'
import type { Versions } from '@/lib/store/review/changes'
import { type FieldDiff, fieldDiffs, type Sides } from './field-diff'
import { valueText } from './field-text'
import type { StoredChange } from './row'
import { because, howSure, sideName } from './words'

export interface Ask {
  readonly conflictId: string
  readonly field: string
  readonly label: string
  readonly options: readonly { readonly choice: Choice; readonly label: string; readonly text: string }[]
  readonly answer: Choice | null
}

export interface Other {
  /** Of its question. */
  readonly id: string
  readonly name: string
  /** "In Clio: zoe@example.com, Acme" */
  readonly text: string
  readonly answer: 'link' | 'separate' | null
  /** The question whose *Link* answered it. */
  readonly answeredBy: string | null
  readonly versions: Versions
}

export interface Detail {
  readonly id: string
  /** The two contacts as they are shown here. */
  readonly versions: Versions
  readonly reasons: readonly string[]
  readonly fields: readonly FieldDiff[]
  readonly conflicts: readonly Ask[]
  /** Of a question: how likely, and the answer so far. */
  readonly question: {
    readonly sure: string
    readonly answer: 'link' | 'separate' | null
    /** Fields in which both stand until the person chooses, once linked. */
    readonly choices: number
    /** Other possible matches of either contact, each a question of its own. */
    readonly others: readonly Other[]
  } | null
  /** Last edits, ISO: a hint for the person who chooses. */
  readonly edited: { readonly local: string | null; readonly remote: string | null }
  readonly problem: string | null
}

export interface Now {
  readonly row: StoredChange
  readonly local: Item | null
  readonly remote: Item | null
  readonly versions: Versions
  readonly linked: Change | null
  readonly others: readonly {
    readonly id: string
    readonly side: 'local' | 'remote'
    readonly contact: Contact
    readonly answer: 'link' | 'separate' | null
    readonly answeredBy: string | null
    readonly versions: Versions
  }[]
}

/** `zone`: the reader's, for dates. `label`: of the provider whose account it is. */
export function detailOf(
  { row, local, remote, versions, linked, others }: Now,
  zone: Zone,
  label: string,
): Detail {
  const { body, answers, kind } = row
  const question = kind === 'question'
  const before = {
    local: body.local ? body.local.from : (local?.value ?? null),
    remote: body.remote ? body.remote.from : (remote?.value ?? null),
  }
  // An unanswered question shows what linking would give; that is what the person decides on.
  const writes = question && linked ? linked : body
  const conflicts = question && linked ? linked.conflicts : body.conflicts
  return {
    id: row.id,
    versions,
    reasons: body.reasons.map((reason) => because(reason, zone, label)),
    fields: fieldDiffs(before, after(before, writes), label),
    conflicts:
      question && answers.samePerson !== 'link'
        ? []
        : conflicts.map((conflict) => ask(conflict, answers, label)),
    question: question
      ? {
          sure: howSure(body.probability ?? 0),
          answer: answers.samePerson ?? null,
          choices: conflicts.length,
          others: others.map(({ id, side, contact, answer, answeredBy, versions }) => ({
            id,
            name: displayName(contact) || 'No name',
            text: whereabouts(sideName(side, label), contact),
            answer,
            answeredBy: answeredBy,
            versions,
          })),
        }
      : null,
    edited: { local: iso(local), remote: iso(remote) },
    problem: row.error?.message ?? null,
  }
}

function whereabouts(where: string, { kind, company, emails, phones }: Contact): string {
  const known = [emails[0]?.value, phones[0]?.value, kind === 'person' ? company : ''].filter(Boolean)
  return [`In ${where}`, known.join(', ')].filter(Boolean).join(': ')
}

const iso = (entry: Item | null) => entry?.changedAt?.toISOString() ?? null

const after = (
  before: Sides,
  writes: { readonly local: Write | null; readonly remote: Write | null },
): Sides => ({
  local: writes.local ? writes.local.to : before.local,
  remote: writes.remote ? writes.remote.to : before.remote,
})

function ask(conflict: Conflict, { conflicts = {} }: StoredChange['answers'], label: string): Ask {
  const nothing = 'nothing'
  const [local, remote] = [valueText(conflict.local) || nothing, valueText(conflict.remote) || nothing]
  const both = conflict.mayKeepBoth
    ? [{ choice: 'both' as const, label: 'Keep both', text: `${local} and ${remote}` }]
    : []
  return {
    conflictId: conflict.id,
    field: conflict.field,
    label: FIELDS[conflict.field].label,
    options: [
      { choice: 'local', label: "Keep Clio's", text: local },
      { choice: 'remote', label: `Keep ${label}'s`, text: remote },
      ...both,
    ],
    answer: (conflicts[conflict.id] as Choice | undefined) ?? null,
  }
}
