// What was done to a matter, newest first: who, when, and the fields as they were and became.
import { History, ValuesGone } from '@/components/ui/history'
import { diffMatters, type Names } from '@/lib/domains/matters/diff'
import type { EditKind } from '@/lib/store/database/generated/client'
import { asMatter } from '@/lib/store/matters/matter-row'
import type { MatterEditWithAuthor } from '@/lib/store/matters/matters'
import { MatterChanges } from './matter-changes'

/** The other kinds of edits are those of contacts. */
const DONE: Readonly<Partial<Record<EditKind, string>>> = {
  create: 'Created',
  delete: 'Deleted',
  restore: 'Restored',
}

interface MatterHistoryProps {
  readonly edits: readonly MatterEditWithAuthor[]
  readonly name: Names
}

export const MatterHistory = ({ edits, name }: MatterHistoryProps) => (
  <History
    steps={edits.map((edit) => ({
      id: edit.id,
      at: edit.at,
      words: `${DONE[edit.kind] ?? 'Edited'} by ${edit.author ?? 'someone'}`,
      changes: edit.kind === 'edit' ? <Changes edit={edit} name={name} /> : null,
    }))}
  />
)

function Changes({
  edit: { from, to },
  name,
}: {
  readonly edit: MatterEditWithAuthor
  readonly name: Names
}) {
  if (!from || !to) return <ValuesGone />
  return <MatterChanges changes={diffMatters(asMatter(from), asMatter(to), name)} />
}
