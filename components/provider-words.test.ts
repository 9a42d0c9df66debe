// What pages say about an account comes from the label of its provider: with a made-up provider no word of them is Google.

import { readdirSync, readFileSync } from 'node:fs'
import { createElement, type ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { InAccounts } from '@/components/contacts/duplicates-group'
import type { Reason } from '@/lib/domains/contacts/types'
import { EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import type { Guard, GuardKind } from '@/lib/engine/guard/guard'
import type { ChangeKind, Side } from '@/lib/engine/model'
import { WAIT_KINDS } from '@/lib/engine/run-state'
import type { Cause, PauseKind, SyncStatus } from '@/lib/engine/status'
import { reasonsOf } from './admin/reasons'
import { accountLine, DeleteConsequences } from './contacts/delete-words'
import { nextStop } from './contacts/import-words'
import { troubleWords } from './contacts/trouble-words'
import { errorWords } from './sync/error-words'
import { fieldDiffs } from './sync/field-diff'
import { guardWords } from './sync/guard-words'
import { termsOf } from './sync/kinds'
import type { ItemKind } from './sync/kinds/kind-words'
import { needOf } from './sync/need-words'
import { DiscardQuestion } from './sync/review/discard-question'
import { FieldTable } from './sync/review/field-table'
import { Filters } from './sync/review/filters'
import { shortcuts } from './sync/review/hooks/use-keys'
import { NothingHere } from './sync/review/nothing-here'
import { Question } from './sync/review/question'
import { fullWords, startWords } from './sync/review/start-words'
import { Toolbar } from './sync/review/toolbar'
import { endWords } from './sync/runs/run-words'
import { ExclusionList } from './sync/status/exclusion-list'
import { Headline } from './sync/status/headline'
import { OtherAccount } from './sync/status/other-account'
import { OthersNotice } from './sync/status/others-notice'
import { pauseWords, progressWords, stepWords } from './sync/status/progress-words'
import { Promises } from './sync/status/set-up'
import { SettingsForm } from './sync/status/settings/settings-form'
import { StopConsequences } from './sync/status/stop-words'
import { because, whatHappened, whatHappens } from './sync/words'
import { RemoveConsequences } from './users/remove-words'

const label = 'Elsewhere'
const of = { name: 'elsewhere', place: 'elsewhere', label, product: 'Elsewhere Contacts' }
const KINDS: readonly ItemKind[] = ['contacts', 'events']
const at = new Date('2026-11-27T10:00:00Z')
const nothing = () => undefined
const nothingYet = async () => undefined

/** Each says something about the account, so each names its provider. */
function saysElsewhere(texts: readonly string[]): void {
  for (const text of texts) expect(text).toContain('Elsewhere')
  for (const text of texts) expect(text).not.toMatch(/google/i)
}

const markup = (element: ReactElement) => renderToStaticMarkup(element)

describe.each(KINDS)('of %s, with a provider called Elsewhere, no word says Google', (kind) => {
  const terms = termsOf(kind, 'UTC', label)

  it('of what a sync does, did, and why', () => {
    const message = (kind: ChangeKind, tombstone: Side | null = null) => ({
      ...{ kind, tombstone, localFields: [], remoteFields: ['title'] as const, openConflicts: [] },
      ...{ writesLocal: false, writesRemote: true, cancels: [] },
    })
    const happen = [message('createRemote'), message('deleteRemote'), message('update')]
    const tombstones = [message('tombstone', 'local')]
    saysElsewhere([...happen, ...tombstones].map((one) => whatHappens(one, terms).text))
    saysElsewhere(
      [...happen, ...tombstones, message('tombstone', 'remote')].map((one) => whatHappened(one, terms)),
    )
    const reasons: readonly Reason[] = [
      { kind: 'onlyOn', side: 'remote' },
      { kind: 'namesake', side: 'remote' },
      { kind: 'toldApart', side: 'remote', field: 'title', local: 'A', remote: 'B' },
      { kind: 'edited', side: 'remote', fields: [] },
      { kind: 'edited', side: 'remote', fields: ['title'] },
      { kind: 'deleted', side: 'remote' },
      { kind: 'merged', side: 'remote', into: '1', name: 'Ana' },
      { kind: 'returns', side: 'remote', deletedAt: at },
    ]
    saysElsewhere(reasons.map((reason) => because(reason, terms)))
  })

  it('of guards and errors', () => {
    const guards: readonly GuardKind[] = [
      ...([
        'remoteEmptied',
        'remoteShrunk',
        'manyDeletes',
        'seriesDeletedLocal',
        'seriesDeletedRemote',
        'tagsTaken',
        'labelsTaken',
        'manyToRemote',
        'manyToLocal',
        'incomplete',
      ] as const),
    ]
    saysElsewhere(
      guards
        .map((guard): Guard => ({ kind: guard, count: 30, of: 40 }))
        .map((guard) => guardWords(guard, label, kind)),
    )
    const errors = ['rejected', 'rejectedHere', 'full', 'untaken'].map((error) =>
      errorWords({ kind: error, field: null, message: '' }, label, terms.view),
    )
    saysElsewhere(errors.map(({ cause, remedy }) => `${cause}. ${remedy}`))
    saysElsewhere(
      [{ kind: 'conflict', fields: ['title'] } as const, { kind: 'question' } as const].map(
        (trouble) => troubleWords(trouble, null, 'Ana', of).text,
      ),
    )
  })

  it('of the status, its cause and its progress', () => {
    const facts = {
      planned: 1,
      lastSuccessAt: at,
      nextCheckAt: null,
      stoppedBy: null,
      pausedBy: null,
      waitingEdits: null,
      restoredTo: at,
      startedBefore: true,
    }
    const account = 'ana@elsewhere.example'
    const progress = {
      done: 1,
      total: 9_000,
      since: at,
      pause: null,
      secondsLeft: null,
      runId: '1',
      account,
    } as const
    const attention = (cause: Cause): SyncStatus => ({
      kind: 'attention',
      account,
      causes: [cause],
      checkedAt: at,
    })
    const admin = {
      ...{ of: kind, ownerName: 'Ana', run: null, pausedBy: null, stoppedBy: null, waitingEdits: null },
      ...{ waiting: { undecided: 0, outdated: 0, failed: 0 }, undecidedSince: null, failedSince: null },
    }
    const unavailable = attention({ kind: 'unavailable', runId: '1', until: null })
    const consent = attention({ kind: 'consent', since: at })
    const statuses: readonly SyncStatus[] = [
      { kind: 'notConnected' },
      { kind: 'syncing', phase: 'reading', ...progress },
      { kind: 'syncing', phase: 'writing', ...progress },
      { kind: 'stopped', account, at, byId: null },
      attention({ kind: 'failed', runId: '1', at, why: 'reading' }),
      unavailable,
      consent,
    ]
    saysElsewhere(statuses.map((status) => markup(createElement(Headline, { status, facts, label, kind }))))
    saysElsewhere(
      [unavailable, consent].flatMap((status) =>
        reasonsOf({ ...admin, status }, label).map(({ what }) => what),
      ),
    )
    saysElsewhere([consent, unavailable].map((status) => needOf(status, { ...of, kind })?.text ?? ''))
    const pauses: readonly PauseKind[] = ['rate', 'rateDay', 'lists']
    saysElsewhere(pauses.map((kind) => pauseWords(kind, label)))
    saysElsewhere([
      progressWords({ phase: 'reading', done: 1, total: null }, label, kind),
      stepWords(label).join(),
    ])
    const ends = WAIT_KINDS.map((waitKind) => endWords({ state: 'reading', failed: 0, waitKind }, label).word)
    expect(ends.join()).not.toMatch(/google/i)
    expect(ends.filter((word) => word.includes(label)).length).toBe(5)
  })

  it('of the preview', () => {
    const totals = { changes: 2, toLocal: 1, toRemote: 2, both: 1, deletes: 1, takesMs: 1 }
    saysElsewhere([
      startWords(totals, label, kind),
      fullWords({ adds: 2, held: 1, most: 2, over: 1 }, label, kind),
      shortcuts(label, kind).join(),
    ])
    const before = {
      local: { ...EMPTY_CONTACT, title: 'Clerk' },
      remote: { ...EMPTY_CONTACT, title: 'Judge' },
    }
    const fields = fieldDiffs(before, before, termsOf('contacts', 'UTC', label))
    expect(JSON.stringify(fields)).toContain(`only in ${label}`)
    const place = { view: 'addRemote', q: '', after: null, before: null } as const
    const counts = {
      ...{
        decide: 2,
        open: 2,
        parted: 0,
        newHere: 0,
        onlyMine: 0,
        conflicts: 2,
        deletions: 2,
        outdated: 0,
        excluded: 0,
        failed: 0,
        all: 2,
      },
      ...{ addLocal: 0, addRemote: 0, update: 0, delete: 0, link: 0, other: 0 },
    }
    const versions = { local: null, remote: null }
    const detail = {
      ...{
        id: '1',
        versions,
        reasons: [],
        isMatched: false,
        fields,
        conflicts: [],
        deletion: null,
        problem: null,
      },
      question: { sure: '', answer: null, choices: 0, others: [] },
      edited: { local: null, remote: null },
    }
    saysElsewhere(
      [
        createElement(FieldTable, { fields, caption: '', label }),
        createElement(Filters, { place, counts, alreadySame: 0, label, onGo: nothing, onNear: nothing }),
        createElement(NothingHere, { place, ofRun: true, label, kind, onGo: nothing }),
        createElement(Question, {
          detail,
          name: '',
          label,
          onAnswer: nothing,
          onLinkOther: nothing,
          busy: false,
        }),
        createElement(DiscardQuestion, { runId: '1', preview: '/', discard: nothingYet, label, kind }),
      ].map(markup),
    )
    const classes = { likely: 2, open: 3, answered: null }
    const labels = [{ id: 'x', name: 'Court', shared: 2, mine: 2 }]
    const page = { counts, classes, labels } as unknown as Parameters<typeof Toolbar>[0]['page']
    const does = {
      ...{
        onExcludeSelected: nothing,
        onIncludeSelected: nothing,
        onExcludeMatching: nothing,
        onClear: nothing,
      },
      ...{ selectedNew: { shared: 2, mine: 2 }, onOnlyMineSelected: nothing },
      ...{ onOnlyMineMatching: nothing, onOnlyMineLabel: nothing },
      ...{ onApproveSelected: nothing, onApproveMatching: nothing, onUseAll: nothing, onAnswerAll: nothing },
    }
    const tools = { page, label, selected: 0, unapproved: 0, busy: false, ...does }
    saysElsewhere(
      (['decide', 'addLocal'] as const).map((view) =>
        markup(createElement(Toolbar, { place: { ...place, view }, ...tools })),
      ),
    )
  })

  it('of settings, lists and questions', () => {
    const settings = { onConflict: 'ask', onLocalDelete: 'keep' } as const
    const action = async () => ({ kind: 'message', words: '' }) as const
    const previous = { email: 'ben@elsewhere.example', contacts: 2 }
    const person = { name: 'Ben', provider: 'elsewhere', label, since: at, contacts: 2, sameEmails: null }
    const account = {
      ...{ name: 'Ben', email: 'ben@mail.example', provider: 'elsewhere' },
      ...{ isOwn: false, synced: 1, deletes: true },
    }
    const line = { id: '1', name: 'Cho', at, side: 'remote' } as const
    saysElsewhere(
      [
        createElement(SettingsForm, { syncId: '1', settings, privateAs: 'busy', label, kind, action }),
        createElement(StopConsequences, { left: null, owner: undefined, label, kind, form: '' }),
        createElement(OtherAccount, { email: 'ana@elsewhere.example', previous, label, kind }),
        createElement(OthersNotice, { people: [person], label, kind }),
        createElement(ExclusionList, { syncId: '1', asOf: '', lines: [line], label, include: nothingYet }),
        createElement(Promises, { label, kind, account: 'Elsewhere account' }),
        createElement(DeleteConsequences, { accounts: [accountLine(account, label)] }),
        createElement(RemoveConsequences, { label }),
        createElement(InAccounts, {
          accounts: [{ email: 'ana@mail.example', count: 2, label, joins: null }],
        }),
      ].map(markup),
    )
    saysElsewhere([nextStop({ imported: 2, leftOut: 0 }, [{ userId: '1', name: 'Ana' }], '1', label)])
  })
})

/** Where the word may stand, since it is truly about Google: its sign-in, its OAuth client, and its contact file. */
const ABOUT_GOOGLE = new Set([
  'app/calendar/import/page.tsx',
  'app/contacts/export.csv/route.ts',
  'app/contacts/import/page.tsx',
  'app/contacts/nothing.tsx',
  'app/settings/profile/page.tsx',
  'app/settings/users/actions.ts',
  'app/sign-in/google/route.ts',
  'app/sign-in/page.tsx',
  'components/admin/address-warning.tsx',
  'components/admin/first-steps-words.ts',
  'components/contacts/list/export-links.ts',
  'components/google-mark.tsx',
])

it('no page and no component names Google, but those that are about its sign-in or its contact file', () => {
  const files = ['app', 'components', 'lib/worker', 'lib/store', 'lib/engine'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
  )
  const sources = files.filter((file) => /\.tsx?$/.test(file) && !/\.test\.ts$|\/generated\//.test(file))
  const naming = sources.filter((file) => readFileSync(file, 'utf8').includes('Google'))
  expect(naming.filter((file) => !ABOUT_GOOGLE.has(file))).toEqual([])
  // One that no longer does leaves the list.
  expect([...ABOUT_GOOGLE].filter((file) => !naming.includes(file))).toEqual([])
})
