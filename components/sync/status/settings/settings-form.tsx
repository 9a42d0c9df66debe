'use client'
// The settings of a sync, saved when the person says so.
import { useActionState } from 'react'
import { SubmitButton } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Saved } from '@/components/ui/saved'
import type { ConflictPolicy, DeletePolicy, SyncSettings } from '@/lib/engine/model'
import type { PrivateAs } from '@/lib/store/database/generated/client'
import type { SettingsEffect } from '@/lib/store/sync/syncs'
import type { ItemKind } from '../../kinds/kind-words'
import { wordsOf } from '../../kinds/words'
import { Check } from './check'
import { Choice } from './choice'
import { directions } from './directions'
import { effectWords } from './effect-words'
import { type Label, WhatToSync } from './what-to-sync'

const conflicts = (label: string): readonly (readonly [ConflictPolicy, string])[] => [
  ['ask', 'Ask me'],
  ['local', 'Clio wins'],
  ['remote', `${label} wins`],
  ['newest', 'The newest edit wins'],
]
const deletes = (label: string): readonly (readonly [DeletePolicy, string])[] => [
  ['keep', `Keep it in ${label}`],
  ['delete', `Delete it in ${label}`],
]

const directionWords =
  'In one direction, only the receiving side is changed. Edits made there stay there; they are overwritten only if the other side changes the same field and you choose so.'

const labelWords = (label: string) =>
  `Synced contacts have the same tags in Clio as labels in ${label}. New and renamed ones are copied to the other side. Deleting a tag in Clio also takes it from synced contacts in ${label}. Deleting a label in ${label} keeps the tag in Clio.`

const PRIVATE: readonly (readonly [PrivateAs, string])[] = [
  ['busy', 'Busy'],
  ['details', 'Details'],
  ['none', 'Leave out'],
]
const privateWords = (label: string) =>
  `Private events in ${label} come to Clio as Busy, with their details, or not at all. Only people who may change this calendar can read the details. What is in Clio already stays there.`

/** `asks`: nothing was saved yet, and this is what it would do at once. */
export type SettingsState =
  | { readonly kind: 'message'; readonly words: string; readonly isSaved?: true }
  | {
      readonly kind: 'asks'
      readonly effect: SettingsEffect
      readonly settings: SyncSettings
      readonly privateAs: PrivateAs | null
      readonly addsOnlyMine: boolean
    }

interface SettingsFormProps {
  readonly syncId: string
  readonly settings: SyncSettings
  /** Null for contacts. */
  readonly privateAs: PrivateAs | null
  /** Whether contacts that it adds here are only the person's; null for events. */
  readonly addsOnlyMine?: boolean | null
  /** Of the provider whose account it is. */
  readonly label: string
  readonly kind: ItemKind
  /** It is in a panel that shows this and opens when it is pressed (settings-summary.ts); absent: it is open. */
  readonly summary?: string
  /** The firm's tags. */
  readonly tags?: readonly { readonly id: string; readonly name: string }[]
  /** The account's labels as last read. */
  readonly labels?: readonly Label[]
  /** Asks the account for its labels; null if it does not answer. */
  readonly listLabels?: () => Promise<readonly Label[] | null>
  readonly action: (was: SettingsState, form: FormData) => Promise<SettingsState>
}

export function SettingsForm({
  syncId,
  settings,
  privateAs,
  addsOnlyMine = null,
  label,
  kind,
  summary,
  tags = [],
  labels = [],
  listLabels,
  action,
}: SettingsFormProps) {
  const says = wordsOf(kind).settings
  const [state, save] = useActionState(action, { kind: 'message', words: '' })
  const asks = state.kind === 'asks' ? state : null
  const shown = asks?.settings ?? settings
  const shownPrivate = asks?.privateAs ?? privateAs
  const form = (
    // Made anew with what was chosen, while the question about it stands.
    <form key={asks ? 'asks' : 'rests'} action={save} className="grid gap-5">
      <input type="hidden" name="syncId" value={syncId} />
      <div className="grid gap-5 sm:grid-cols-2">
        <Choice
          name="onConflict"
          legend="When both sides changed the same field"
          options={conflicts(label)}
          value={shown.onConflict}
        />
        <div className="grid content-start gap-1">
          <Choice
            name="onLocalDelete"
            legend={says.onLocalDelete}
            options={deletes(label)}
            value={shown.onLocalDelete}
          />
          <p className="text-soft">Also when a colleague deletes it.</p>
        </div>
        {says.choosesDirection && (
          <div className="grid content-start gap-1">
            <Choice
              name="direction"
              legend="Direction"
              options={directions(label)}
              value={shown.direction ?? 'both'}
            />
            <p className="text-soft">{directionWords}</p>
          </div>
        )}
        {shownPrivate && (
          <Choice name="privateAs" legend="Private events" options={PRIVATE} value={shownPrivate} />
        )}
      </div>
      {says.choosesDirection && (
        <WhatToSync only={shown.only} tags={tags} label={label} known={labels} list={listLabels} />
      )}
      {says.choosesDirection && (
        <div className="grid gap-1">
          <Check name="keepLabels" checked={shown.keepLabels === true}>
            Keep labels and tags in sync
          </Check>
          <p className="text-soft">{labelWords(label)}</p>
        </div>
      )}
      {shownPrivate && <p className="text-soft">{privateWords(label)}</p>}
      {addsOnlyMine !== null && (
        <Check name="addsOnlyMine" checked={asks?.addsOnlyMine ?? addsOnlyMine}>
          New contacts from {label} are only mine: colleagues do not see them
        </Check>
      )}
      {says.askSoon !== null && (
        <Check name="askSoon" checked={shown.askSoon === true}>
          {says.askSoon}
        </Check>
      )}
      {says.fixed(label).map((words) => (
        <p key={words} className="text-soft">
          {words}
        </p>
      ))}
      {asks ? (
        <div className="grid gap-3">
          {Object.entries(asks.effect).map(([name, n]) => (
            <input key={name} type="hidden" name={name} value={n} />
          ))}
          <Notice tone="warn" title="Nothing is saved yet. If you continue:" alert>
            <ul className="list-disc pl-5">
              {effectWords(asks.effect, label).map((words) => (
                <li key={words}>{words}</li>
              ))}
            </ul>
          </Notice>
          <div className="flex flex-wrap gap-2">
            <SubmitButton look="secondary" name="word" value="cancel">
              Cancel
            </SubmitButton>
            <SubmitButton name="word" value="save">
              Continue
            </SubmitButton>
          </div>
        </div>
      ) : (
        <>
          <div>
            <SubmitButton look="secondary">Save</SubmitButton>
          </div>
          {state.kind === 'message' && state.words && <Answer state={state} />}
        </>
      )}
    </form>
  )
  if (summary === undefined) return form
  const hasAnswered = asks !== null || (state.kind === 'message' && state.words !== '')
  return (
    <section aria-label="Settings" className="panel">
      <details open={hasAnswered}>
        <summary className="px-4 py-3">
          <h2 className="inline text-sm font-semibold">Settings</h2>{' '}
          <span className="text-soft">{summary}</span>
        </summary>
        <div className="border-t border-line p-4">{form}</div>
      </details>
    </section>
  )
}

const Answer = ({ state }: { readonly state: SettingsState & { readonly kind: 'message' } }) =>
  state.isSaved ? (
    <Saved words={state.words} answer={state} />
  ) : (
    <Notice tone="warn" alert>
      {state.words}
    </Notice>
  )
