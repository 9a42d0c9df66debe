// What a person has before their eyes, and what they let go on by pressing Start Sync or Continue: the page as it was drawn up, with
// its revision, whatever has become of the run since.

import { type ChangeBody, parseBody } from '@/lib/domains/contacts/change-body'
import { db } from '@/lib/store/database/client'
import { continueRun, startSync } from '@/lib/store/runs/runs'
import type { World } from './world'

/** One planned change, as a page shows it. */
export interface ShownChange {
  readonly id: string
  readonly kind: string
  readonly contactId: string | null
  readonly remoteId: string | null
  readonly body: ChangeBody
}

export interface Page {
  readonly runId: string
  readonly revision: number
  /** A guard holds the run; else it is a preview. */
  readonly isHeld: boolean
  readonly changes: ReadonlyMap<string, ShownChange>
}

export interface Screen {
  /** The last page that was looked at, maybe long ago. */
  page: Page | null
  /** What was shown where somebody pressed and the run went on, by run. */
  readonly pressed: Map<string, Page>
}

/** The page of the open run, if it asks its person something; else what was looked at before stays. */
export async function look({ screen, fixture, openRun }: World): Promise<Page | null> {
  const run = await openRun()
  const isHeld = run?.waitKind === 'guard'
  if (!run || !(isHeld || run.state === 'ready')) return null
  const rows = await db(fixture.sync.firmId).change.findMany({ where: { runId: run.id, state: 'planned' } })
  const changes = new Map(
    rows.map(({ kind, contactId, remoteId, ...row }) => [
      row.id,
      { id: row.id, kind, contactId, remoteId, body: parseBody(row) },
    ]),
  )
  screen.page = { runId: run.id, revision: run.revision, isHeld, changes }
  return screen.page
}

/** Presses the button of that page: true where the run went on. */
export async function press({ screen, fixture }: World, page: Page): Promise<boolean> {
  const { runId, revision, isHeld } = page
  const goesOn = isHeld
    ? (await continueRun(fixture.actor, runId, revision)) === 'continued'
    : (await startSync(fixture.actor, runId, revision)).kind === 'started'
  if (goesOn) screen.pressed.set(runId, page)
  return goesOn
}
