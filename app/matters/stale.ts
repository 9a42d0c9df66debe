// The form's next state if someone else saved or deleted the matter first.
import type { MatterSaveState } from '@/components/matters/save-state'
import { typedMatter } from '@/components/matters/typed'
import { diffMatters, rebaseMatter } from '@/lib/domains/matters/diff'
import type { Matter } from '@/lib/domains/matters/matter'
import { asMatter, type MatterRow, matterFromRow } from '@/lib/store/matters/matter-row'
import { matterHistory } from '@/lib/store/matters/matters'
import { namesIn } from '@/lib/store/matters/names'

/** Steps of history among which the version that the form showed is looked for. */
const MOST = 500

interface Late {
  /** That the form showed. */
  readonly version: number
  readonly row: MatterRow
}

export async function staleMatter(
  firmId: string,
  typed: Matter,
  { version, row }: Late,
): Promise<MatterSaveState> {
  const now = matterFromRow(row)
  const history = await matterHistory(firmId, row.id, MOST)
  const [last] = history
  const who = { author: last?.author ?? null, at: last?.at ?? row.updatedAt }
  const shown = history.find((edit) => edit.version <= Math.max(version, 1) && edit.to !== null)
  const base = shown?.to ? asMatter(shown.to) : now
  const { matter, clashes } = rebaseMatter(base, typed, now)
  const name = await namesIn(firmId, [base, now, matter])
  // A deleted matter keeps the version that the form showed: after it was restored, Save asks again what changed.
  if (row.deletedAt) return { kind: 'deleted', typed: typedMatter(typed, name), version, ...who }
  const changes = diffMatters(base, now, name)
  return { kind: 'stale', typed: typedMatter(matter, name), version: row.version, changes, clashes, ...who }
}
