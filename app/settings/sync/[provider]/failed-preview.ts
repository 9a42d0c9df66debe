// Why the first preview of a calendar failed, in words. The person starts the next one.
import type { RunFacts } from '@/lib/engine/status'
import { problemOf } from '@/lib/store/runs/problem'

/** Null unless the last run was a preview that failed. Not for a calendar that is gone. */
export function failedPreview(
  run: Pick<RunFacts, 'kind' | 'state' | 'problem'>,
  label: string,
): string | null {
  if (run.kind !== 'first' || run.state !== 'failed') return null
  switch (problemOf(run.problem)?.kind) {
    case 'gone':
      return null
    case 'reading':
      return `The preview could not be built: ${label} kept stopping before all events were read. Nothing was changed. Try again now or later.`
    case 'unreadable':
      return 'The preview could not be built: a stored change could not be read. Nothing was changed. Try again; if it fails again, ask your administrator.'
    default:
      return 'The preview could not be built, because of an error on our side. Nothing was changed. Try again.'
  }
}
