// What a person sees, and what they approve by pressing Start Sync or Continue: the page as it was loaded, with its revision, whatever
// has happened to the run since.

import type { Contact } from '@/lib/domains/contacts/value/contact'
import type { ChangeBody } from '@/lib/engine/change-body'
import { db } from '@/lib/store/database/client'
import { continueRun, startSync } from '@/lib/store/runs/runs'
import { parseContactBody } from '@/testing/contacts/stored-body'
import type { World } from './world'

/** One planned change, as a page shows it. */
export interface ShownChange {
  readonly id: string
  readonly kind: string
  readonly localId: string | null
  readonly remoteId: string | null
  readonly body: ChangeBody<Contact>
}

export interface Page {
  readonly runId: string
  readonly revision: number
  /** A guard has stopped the run; otherwise it is a preview. */
  readonly isHeld: boolean
  readonly changes: ReadonlyMap<string, ShownChange>
}

export interface Screen {
  /** The last page that was loaded, possibly long ago. */
  page: Page | null
  /** By run, the page on which somebody pressed the button and the run continued. */
  readonly pressed: Map<string, Page>
}

/**
 * Loads the page of the open run if it asks its person something; otherwise the previous page stays. The run is read before its changes:
 * a change to them in between raises the revision, and the button of this page then does nothing.
 */
export async function look({ screen, fixture, openRun }: World): Promise<Page | null> {
  const run = await openRun()
  const isHeld = run?.waitKind === 'guard'
  if (!run || !(isHeld || run.state === 'ready')) return null
  const rows = await db(fixture.sync.firmId).change.findMany({ where: { runId: run.id, state: 'planned' } })
  const changes = new Map(
    rows.map(({ kind, localId, remoteId, ...row }) => [
      row.id,
      { id: row.id, kind, localId, remoteId, body: parseContactBody(row) },
    ]),
  )
  screen.page = { runId: run.id, revision: run.revision, isHeld, changes }
  return screen.page
}

/** Presses the button of that page; true if the run continued. */
export async function press({ screen, fixture }: World, page: Page): Promise<boolean> {
  const { runId, revision, isHeld } = page
  const goesOn = isHeld
    ? (await continueRun(fixture.actor, runId, revision)) === 'continued'
    : (await startSync(fixture.actor, runId, revision)).kind === 'started'
  if (goesOn) screen.pressed.set(runId, page)
  return goesOn
}
