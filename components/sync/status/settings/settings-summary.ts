// The settings of a sync in one line: how it decides, and whatever else differs from the usual. Pure.
import type { SyncSettings } from '@/lib/engine/model'
import type { PrivateAs } from '@/lib/store/database/generated/client'
import { amount } from '../../figures'
import type { ItemKind } from '../../kinds/kind-words'
import { wordsOf } from '../../kinds/words'
import { directions } from './directions'

interface Shown {
  readonly settings: SyncSettings
  /** Null for contacts. */
  readonly privateAs: PrivateAs | null
  /** Null for events. */
  readonly addsOnlyMine: boolean | null
}

/** "Conflicts: ask me · Deleted in Clio: keep it in Elsewhere · Both ways · Only contacts with 2 labels" */
export function settingsSummary(
  { settings, privateAs, addsOnlyMine }: Shown,
  label: string,
  kind: ItemKind,
): string {
  const { onConflict, onLocalDelete, direction = 'both', only, keepLabels, askSoon } = settings
  const wins = { ask: 'ask me', local: 'Clio wins', remote: `${label} wins`, newest: 'newest edit wins' }
  const deleted = { keep: `keep it in ${label}`, delete: `delete it in ${label}` }
  const [, way = ''] = directions(label).find(([one]) => one === direction) ?? []
  return [
    `Conflicts: ${wins[onConflict]}`,
    `Deleted in Clio: ${deleted[onLocalDelete]}`,
    wordsOf(kind).settings.choosesDirection && way,
    only && chosenWords(only),
    keepLabels && 'Labels and tags in sync',
    addsOnlyMine && `New contacts from ${label} are only mine`,
    privateAs && PRIVATE[privateAs],
    askSoon && 'Asks before deleting events within 14 days',
  ]
    .filter(Boolean)
    .join(' · ')
}

function chosenWords(only: NonNullable<SyncSettings['only']>): string {
  switch (only.kind) {
    case 'labels':
      return `Only contacts with ${amount(only.ids.length, 'label')}`
    case 'tags':
      return `Only contacts with ${amount(only.ids.length, 'tag')}`
    case 'hand':
      return 'Only contacts chosen by hand'
    case 'clients':
      return 'Only clients of my matters'
  }
}

/** Busy is the usual. */
const PRIVATE: Readonly<Record<PrivateAs, string | null>> = {
  busy: null,
  details: 'Private events with details',
  none: 'Private events left out',
}
