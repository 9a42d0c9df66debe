'use client'
// Which contacts a sync takes: all, or those with a label in the account, chosen by hand, with a tag, or clients; the last three also by label.
import { useEffect, useState } from 'react'
import { Announce } from '@/components/ui/live-region'
import { chosenIn } from '@/lib/engine/choice'
import type { SyncSettings } from '@/lib/engine/model'
import { Choice } from './choice'

export interface Label {
  readonly id: string
  readonly name: string
}

const OPTIONS = [
  ['all', 'All contacts'],
  ['labels', 'By label'],
  ['hand', 'By hand'],
  ['tags', 'By tag'],
  ['clients', 'Only clients of my matters'],
] as const

type Option = (typeof OPTIONS)[number][0]

const words = (option: string, label: string): string => {
  switch (option as Option) {
    case 'all':
      return `Every contact in Clio and in ${label} is synced.`
    case 'labels':
      return `Contacts in ${label} that have one of these labels, and contacts that only Clio has, which get the first of them in ${label}. ${LEAVES}`
    case 'hand':
      return `Only contacts in Clio that you choose: on the page Contacts, select some and press Sync. ${LEAVES} ${NOTHING_NEW}`
    case 'tags':
      return `Contacts in Clio that have one of these tags. ${LEAVES} ${NOTHING_NEW}`
    case 'clients':
      return `Clients of matters that you are responsible for. ${LEAVES} ${NOTHING_NEW}`
  }
}
const LEAVES =
  'A contact that no longer qualifies is not deleted: it stays on both sides and stops syncing until it qualifies again.'
const NOTHING_NEW = 'While you choose, nothing new is added to Clio.'

interface WhatToSyncProps {
  readonly only: SyncSettings['only']
  readonly tags: readonly Label[]
  /** Of the provider whose account it is. */
  readonly label: string
  /** The account's labels as last read. */
  readonly known: readonly Label[]
  readonly list: (() => Promise<readonly Label[] | null>) | undefined
}

export function WhatToSync({ only, tags, label, known, list }: WhatToSyncProps) {
  const [option, choose] = useState<string>(only?.kind ?? 'all')
  const chosen = chosenIn(only) ?? []
  const [isAlsoByLabel, setAlsoByLabel] = useState(chosen.length > 0)
  const choosesHere = option !== 'all' && option !== 'labels'
  return (
    <div className="group/what grid gap-2">
      <Choice
        name="only"
        legend="What to sync"
        options={OPTIONS.filter(([value]) => value !== 'tags' || tags.length > 0)}
        value={only?.kind ?? 'all'}
        onChoose={choose}
      />
      <div className="hidden group-has-[input[value=tags]:checked]/what:block">
        <Boxes name="tag" legend="Tags to sync" of={tags} chosen={only?.kind === 'tags' ? only.ids : []} />
      </div>
      {choosesHere && (
        <label className="ml-6 flex min-h-8 items-center gap-2">
          <input
            type="checkbox"
            checked={isAlsoByLabel}
            onChange={({ target }) => setAlsoByLabel(target.checked)}
            className="size-4 shrink-0 accent-accent"
          />
          Also by label in {label}
        </label>
      )}
      {(option === 'labels' || (choosesHere && isAlsoByLabel)) && (
        <LabelBoxes label={label} known={known} list={list} chosen={chosen} />
      )}
      <p className="text-soft">{words(option, label)}</p>
      {choosesHere && isAlsoByLabel && (
        <p className="text-soft">
          {`Of these, contacts that are in ${label} are synced if they have one of the labels. What Clio adds to ${label} gets the first of them.`}
        </p>
      )}
    </div>
  )
}

type LabelBoxesProps = Pick<WhatToSyncProps, 'label' | 'known' | 'list'> & {
  readonly chosen: readonly string[]
}

/** Asks the account for its labels, since they may be newer than what was last read. */
function LabelBoxes({ label, known, list, chosen }: LabelBoxesProps) {
  const [read, setRead] = useState<readonly Label[] | 'asking' | 'silent'>(list ? 'asking' : known)
  useEffect(() => {
    if (!list) return
    let isOver = false
    list().then(
      (labels) => isOver || setRead(labels ?? 'silent'),
      () => isOver || setRead('silent'),
    )
    return () => {
      isOver = true
    }
  }, [list])
  const labels = typeof read === 'string' ? known : read
  const isGone = chosen.some((id) => !labels.some((one) => one.id === id))
  const note =
    typeof read === 'string'
      ? READING[read](label)
      : listedWords({ isEmpty: labels.length === 0, isGone }, label)
  return (
    <div className="grid gap-2">
      <Boxes name="label" legend={`Labels in ${label} to sync`} of={labels} chosen={chosen} />
      {note && <p className="text-soft">{note}</p>}
      <Announce text={note} />
    </div>
  )
}

const READING = {
  asking: (label: string) => `Asking ${label} for its labels…`,
  silent: (label: string) => `${label} did not list its labels. Choose by label again in a moment.`,
} as const

function listedWords(
  { isEmpty, isGone }: { readonly isEmpty: boolean; readonly isGone: boolean },
  label: string,
) {
  if (isGone) return `A chosen label no longer exists in ${label}.`
  return isEmpty ? `This account has no labels. Create one in ${label}.` : ''
}

interface BoxesProps {
  readonly name: string
  readonly legend: string
  readonly of: readonly Label[]
  readonly chosen: readonly string[]
}

const Boxes = ({ name, legend, of, chosen }: BoxesProps) => (
  <fieldset className="ml-6 flex flex-wrap gap-x-4">
    <legend className="sr-only">{legend}</legend>
    {of.map((one) => (
      <label key={one.id} className="flex min-h-8 min-w-0 items-center gap-2">
        <input
          type="checkbox"
          name={name}
          value={one.id}
          defaultChecked={chosen.includes(one.id)}
          className="size-4 shrink-0 accent-accent"
        />
        <span className="min-w-0 break-words">{one.name}</span>
      </label>
    ))}
  </fieldset>
)
