'use server'
// The two ways out of a preview, and how answers of a running sync are carried out.
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { limitRate } from '@/lib/auth/pace'
import { requireUser } from '@/lib/auth/session'
import { reviewPage, syncPage } from '@/lib/http/sync-paths'
import { hasAnswers } from '@/lib/store/review/preview'
import { continueRun, discardPreview, startSync, syncNow } from '@/lib/store/runs/runs'
import { placeNamed } from '../provider'

/** `place`: as in the address of the page. */
const person = (place: string) => requireUser(reviewPage(placeNamed(place).place))
const id = (form: FormData, name: string) => z.guid().parse(form.get(name))
const revisionIn = (form: FormData) => z.coerce.number().int().parse(form.get('revision'))

export async function startAction(place: string, _: string | null, form: FormData): Promise<string | null> {
  const user = await person(place)
  await limitRate('bulk', user)
  const { kind } = await startSync(user, id(form, 'runId'), revisionIn(form))
  if (kind === 'notReady')
    return 'This preview no longer exists: it was discarded or built again. Reload the page.'
  if (kind === 'changed')
    return 'A decision was made after you opened this page, perhaps in another tab, so nothing was started. Check the numbers again, then press Start Sync.'
  // Another tab, or a second press: nothing is wrong, so nothing is reported as an error.
  if (kind === 'already') redirect(`${syncPage(place)}?note=already`)
  // The page of contacts says by itself who syncs the account.
  const isTaken = kind === 'kept' && placeNamed(place).calendarId !== null
  redirect(isTaken ? `${syncPage(place)}?refused=taken` : syncPage(place))
}

/** **Discard**, here and on the sync's page: asked first where answers were given, which stay. */
export async function discardAction(place: string, form: FormData): Promise<void> {
  const user = await person(place)
  const runId = id(form, 'runId')
  if (form.get('confirmed') !== 'yes' && (await hasAnswers(user, runId)))
    redirect(`${reviewPage(place)}?discard=ask`)
  await discardPreview(user, runId)
  redirect(`${syncPage(place)}?note=discarded`)
}

/** Past a guard, with whatever was excluded left out. */
export async function goOnAction(place: string, _: string | null, form: FormData): Promise<string | null> {
  const user = await person(place)
  await limitRate('bulk', user)
  const done = await continueRun(user, id(form, 'runId'), revisionIn(form))
  if (done === 'changed')
    return 'Something changed after you opened this page, perhaps in another tab, so nothing was done. Check the numbers again, then press Continue.'
  redirect(syncPage(place))
}

export async function carryOutAction(
  place: string,
  _: string | null,
  form: FormData,
): Promise<string | null> {
  const user = await person(place)
  await limitRate('bulk', user)
  const runId = await syncNow(user, id(form, 'syncId'))
  if (runId === null) return 'The sync is not running right now, so the answers will be applied later.'
  redirect(syncPage(place))
}
