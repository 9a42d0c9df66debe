// The deletion of a series takes its occurrences along, so a person who must be asked about one of them is asked about the series. Pure.
import { asked, validAnswer } from '@/lib/engine/deletion'
import type { Answers, Change } from '@/lib/engine/model'
import type { Parents } from './follow-series'

/** Why a person is asked: an occurrence of the series was edited, or would be asked about if it were an item of its own. */
const OCCURRENCE = 'occurrence'

/** The changes, in which no series is deleted without a question if one of its occurrences needs one. */
export function askForOccurrences<V>(
  changes: readonly Change<V>[],
  parents: Parents,
  answers: Answers,
): readonly Change<V>[] {
  const asking = changes.filter(({ kind }) => kind === 'deletion')
  const [here, there] = [
    new Set(asking.flatMap(({ localId }) => parents.local.get(localId ?? '') ?? [])),
    new Set(asking.flatMap(({ remoteId }) => parents.remote.get(remoteId ?? '') ?? [])),
  ]
  if (here.size + there.size === 0) return changes
  return changes.map((change) => {
    const { localId, remoteId, reasons } = change
    const survivor = change.kind === 'deleteLocal' ? change.local?.from : change.remote?.from
    const isDeletion = change.kind === 'deleteLocal' || change.kind === 'deleteRemote'
    if (!isDeletion || !survivor || !(here.has(localId ?? '') || there.has(remoteId ?? ''))) return change
    if (isAnswered(change, answers)) return change
    return asked({ ...change, reasons: [...reasons, { kind: 'asks', about: OCCURRENCE }] }, survivor)
  })
}

function isAnswered<V>(change: Change<V>, answers: Answers): boolean {
  const { localId, remoteId, localVersion, remoteVersion } = change
  if (localId === null || remoteId === null) return false
  const version = change.kind === 'deleteLocal' ? localVersion : remoteVersion
  return validAnswer(answers, { localId, remoteId }, version) !== null
}
