'use server'
// What a person does on the sync's page. Each: require the person, parse, one function, show the page again.
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import type { SettingsState } from '@/components/sync/status/settings-form'
import { disconnect } from '@/lib/auth/consent/disconnect'
import { limitRate } from '@/lib/auth/pace'
import { requireUser } from '@/lib/auth/session'
import { syncPage } from '@/lib/http/sync-paths'
import { endExclusions } from '@/lib/store/review/exclusions'
import {
  continueRun,
  discardPreview,
  retryChanges,
  startPreview,
  syncNow,
  wakeSyncs,
} from '@/lib/store/runs/runs'
import { connectionOf } from '@/lib/store/sync/connections'
import { overviewOf } from '@/lib/store/sync/overview'
import { saveSyncSettings, stopSync, syncOf } from '@/lib/store/sync/syncs'
import { asOf } from './preview/input'
import { providerNamed } from './provider'

const id = z.guid()
/** `provider`: by the name in the address, as each action's page gives it. */
const person = (provider: string) => requireUser(syncPage(providerNamed(provider).name))
/** For what sets a worker to work; stopping and discarding is never refused. */
const personWithinLimit = async (provider: string, name: 'edit' | 'bulk') => {
  const user = await person(provider)
  await limitRate(name, user)
  return user
}
const idOf = (form: FormData, name: string) => id.parse(form.get(name))
const again = (provider: string) => revalidatePath(syncPage(provider))

const settings = z.object({
  onConflict: z.enum(['ask', 'local', 'remote', 'newest']),
  onLocalDelete: z.enum(['keep', 'delete']),
})

/** **Sync**: a worker builds the preview. */
export async function syncAction(provider: string): Promise<void> {
  const user = await personWithinLimit(provider, 'bulk')
  const connection = await connectionOf(user, providerNamed(provider).name)
  if (!connection) redirect(syncPage(provider))
  const sync = await syncOf(user.firmId, connection.id)
  await startPreview(user, sync.id)
  again(provider)
}

/** The preview is outdated: its exclusions stay, and everything else is compared again. */
export async function rebuildAction(provider: string, form: FormData): Promise<void> {
  const user = await personWithinLimit(provider, 'bulk')
  const syncId = idOf(form, 'syncId')
  const overview = await overviewOf(user, providerNamed(provider).name)
  if (overview?.sync?.id === syncId && overview.sync.run) await discardPreview(user, overview.sync.run.id)
  await startPreview(user, syncId)
  redirect(syncPage(provider))
}

export async function cancelAction(provider: string, form: FormData): Promise<void> {
  await discardPreview(await person(provider), idOf(form, 'runId'))
  again(provider)
}

export async function continueAction(provider: string, form: FormData): Promise<void> {
  const user = await personWithinLimit(provider, 'bulk')
  const seen = z.coerce.number().int().parse(form.get('revision'))
  if ((await continueRun(user, idOf(form, 'runId'), seen)) === 'changed')
    redirect(`${syncPage(provider)}?note=changed`)
  again(provider)
}

export async function syncNowAction(provider: string, form: FormData): Promise<void> {
  await syncNow(await personWithinLimit(provider, 'bulk'), idOf(form, 'syncId'))
  again(provider)
}

/** One change (`changeId`), or all that failed. */
export async function retryAction(provider: string, form: FormData): Promise<void> {
  const changeId = form.get('changeId')
  const user = await personWithinLimit(provider, changeId ? 'edit' : 'bulk')
  await retryChanges(user, idOf(form, 'syncId'), changeId ? [id.parse(changeId)] : 'all')
  again(provider)
}

/** One exclusion (`exclusionId`), or all. */
export async function includeAction(provider: string, form: FormData): Promise<void> {
  const exclusionId = form.get('exclusionId')
  const user = await personWithinLimit(provider, exclusionId ? 'edit' : 'bulk')
  const which = exclusionId ? [id.parse(exclusionId)] : 'all'
  const syncId = idOf(form, 'syncId')
  const count = await endExclusions(user, syncId, which, asOf.parse(form.get('asOf')))
  if (count > 0) await wakeSyncs(user.firmId, { localSyncs: { some: { id: syncId } } })
  again(provider)
}

/** **Save** of the settings: asked first where they would answer decisions that wait. */
export async function saveSettingsAction(
  provider: string,
  _: SettingsState,
  form: FormData,
): Promise<SettingsState> {
  const user = await person(provider)
  const parsed = settings.safeParse(Object.fromEntries(form))
  if (!parsed.success) return { kind: 'message', words: 'Choose one of the answers to each question.' }
  if (form.get('word') === 'cancel') return { kind: 'message', words: 'Nothing was saved.' }
  const confirmed = z.coerce.number().int().min(0).catch(0).parse(form.get('confirmed'))
  const waiting = await saveSyncSettings(user, idOf(form, 'syncId'), parsed.data, confirmed)
  if (waiting > 0) return { kind: 'asks', waiting, settings: parsed.data }
  again(provider)
  return { kind: 'message', words: 'Saved.' }
}

/** **Stop Sync**; with `disconnect` ticked, the access to the account is given up as well. */
export async function stopAction(provider: string, form: FormData): Promise<void> {
  const user = await person(provider)
  await stopSync(user, idOf(form, 'syncId'))
  if (form.get('disconnect') === 'on') await disconnectNow(provider, user)
  again(provider)
}

/** **Disconnect**: revoked at the provider, tokens erased here. */
export async function disconnectAction(provider: string): Promise<void> {
  await disconnectNow(provider, await person(provider))
}

async function disconnectNow(provider: string, user: Awaited<ReturnType<typeof person>>): Promise<never> {
  const connection = await connectionOf(user, providerNamed(provider).name)
  const done = connection && (await disconnect(user, connection.id))
  redirect(
    `${syncPage(provider)}?note=${done?.kind === 'disconnected' && !done.revoked ? 'notRevoked' : 'disconnected'}`,
  )
}
