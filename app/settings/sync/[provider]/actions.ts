'use server'
// What a person does on the sync's page. Each: require the person, parse, one function, show the page again.
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import type { SettingsState } from '@/components/sync/status/settings/settings-form'
import type { Label } from '@/components/sync/status/settings/what-to-sync'
import { accountLabels, contactsWith } from '@/lib/auth/consent/account-labels'
import { disconnect } from '@/lib/auth/consent/disconnect'
import { limitRate } from '@/lib/auth/pace'
import { requireUser } from '@/lib/auth/session'
import { CHOICES, chosenIn } from '@/lib/engine/choice'
import { DIRECTIONS } from '@/lib/engine/direction'
import type { SyncSettings } from '@/lib/engine/model'
import { syncPage } from '@/lib/http/sync-paths'
import type { Actor } from '@/lib/store/firm/actor'
import { endExclusions } from '@/lib/store/review/exclusions'
import { setAddsOnlyMine } from '@/lib/store/review/only-mine'
import {
  continueRun,
  discardPreview,
  retryChanges,
  startPreview,
  syncNow,
  wakeSyncs,
} from '@/lib/store/runs/runs'
import { PRIVATE_AS, setPrivateAs } from '@/lib/store/sync/calendar-syncs'
import { connectionOf } from '@/lib/store/sync/connections'
import { overviewOf } from '@/lib/store/sync/overview'
import { NO_SETTINGS_EFFECT, saveSyncSettings, stopSync, syncOf } from '@/lib/store/sync/syncs'
import { asOf } from './preview/input'
import { placeNamed } from './provider'

const id = z.guid()
/** `place`: as in the address of the page that has the form. */
const person = (place: string) => requireUser(syncPage(placeNamed(place).place))
/** For what sets a worker to work; stopping and discarding is never refused. */
const personWithinLimit = async (place: string, name: 'edit' | 'bulk') => {
  const user = await person(place)
  await limitRate(name, user)
  return user
}
const idOf = (form: FormData, name: string) => id.parse(form.get(name))
const again = (place: string) => revalidatePath(syncPage(place))

const settings = z
  .object({
    onConflict: z.enum(['ask', 'local', 'remote', 'newest']),
    onLocalDelete: z.enum(['keep', 'delete']),
    askSoon: z.literal('on').optional(),
    keepLabels: z.literal('on').optional(),
    direction: z.enum(DIRECTIONS).default('both'),
    only: z.enum(['all', ...CHOICES]).default('all'),
    tags: z.array(z.guid()),
    labels: z.array(z.string().min(1).max(200)).max(1_000),
  })
  .refine(({ only, tags }) => only !== 'tags' || tags.length > 0)
  .refine(({ only, labels }) => only !== 'labels' || labels.length > 0)
  .transform(
    ({ askSoon, keepLabels, direction, only, tags, labels, ...rest }): SyncSettings => ({
      ...rest,
      ...(askSoon && { askSoon: true }),
      ...(keepLabels && { keepLabels: true }),
      ...(direction !== 'both' && { direction }),
      ...((only === 'clients' || only === 'hand') && { only: { kind: only, ...andIn(labels) } }),
      ...(only === 'tags' && { only: { kind: only, ids: [...tags].sort(), ...andIn(labels) } }),
      // In the order of the form: what Clio adds to the account gets the first one.
      ...(only === 'labels' && { only: { kind: only, ids: labels } }),
    }),
  )
const andIn = (labels: readonly string[]) => (labels.length > 0 ? { labels } : {})

/** Only the form of a calendar has it. */
const privateAs = z.enum(PRIVATE_AS).nullable()

/** **Sync**: a worker builds the preview. A calendar is set up on its own page first. */
export async function syncAction(place: string): Promise<void> {
  const user = await personWithinLimit(place, 'bulk')
  const { provider, calendarId } = placeNamed(place)
  const connection = await connectionOf(user, provider.name)
  if (!connection) redirect(syncPage(provider.name))
  const overview = calendarId === null ? null : await overviewOf(user, provider.name, calendarId)
  const sync = calendarId === null ? await syncOf(user.firmId, connection.id) : overview?.sync
  if (sync) await startPreview(user, sync.id)
  again(place)
}

/** The preview is outdated: its exclusions stay, and everything else is compared again. */
export async function rebuildAction(place: string, form: FormData): Promise<void> {
  const user = await personWithinLimit(place, 'bulk')
  await rebuild(place, user, idOf(form, 'syncId'))
  redirect(syncPage(place))
}

async function rebuild(place: string, user: Actor, syncId: string): Promise<void> {
  const { provider, calendarId } = placeNamed(place)
  const overview = await overviewOf(user, provider.name, calendarId)
  if (overview?.sync?.id === syncId && overview.sync.run) await discardPreview(user, overview.sync.run.id)
  await startPreview(user, syncId)
}

export async function cancelAction(place: string, form: FormData): Promise<void> {
  await discardPreview(await person(place), idOf(form, 'runId'))
  again(place)
}

export async function continueAction(place: string, form: FormData): Promise<void> {
  const user = await personWithinLimit(place, 'bulk')
  const seen = z.coerce.number().int().parse(form.get('revision'))
  if ((await continueRun(user, idOf(form, 'runId'), seen)) === 'changed')
    redirect(`${syncPage(place)}?note=changed`)
  again(place)
}

export async function syncNowAction(place: string, form: FormData): Promise<void> {
  await syncNow(await personWithinLimit(place, 'bulk'), idOf(form, 'syncId'))
  again(place)
}

/** One change (`changeId`), or all that failed. */
export async function retryAction(place: string, form: FormData): Promise<void> {
  const changeId = form.get('changeId')
  const user = await personWithinLimit(place, changeId ? 'edit' : 'bulk')
  await retryChanges(user, idOf(form, 'syncId'), changeId ? [id.parse(changeId)] : 'all')
  again(place)
}

/** One exclusion (`exclusionId`), or all. */
export async function includeAction(place: string, form: FormData): Promise<void> {
  const exclusionId = form.get('exclusionId')
  const user = await personWithinLimit(place, exclusionId ? 'edit' : 'bulk')
  const which = exclusionId ? [id.parse(exclusionId)] : 'all'
  const syncId = idOf(form, 'syncId')
  const count = await endExclusions(user, syncId, which, asOf.parse(form.get('asOf')))
  if (count > 0) await wakeSyncs(user.firmId, { localSyncs: { some: { id: syncId } } })
  again(place)
}

/** What the person has seen before they pressed **Continue**; nothing at the first **Save**. */
const confirmedIn = (form: FormData) =>
  z
    .object(countsOf(NO_SETTINGS_EFFECT))
    .catch(NO_SETTINGS_EFFECT)
    .parse(Object.fromEntries(Object.keys(NO_SETTINGS_EFFECT).map((name) => [name, form.get(name)])))
const seen = z.coerce.number().int().min(0)
const countsOf = <K extends string>(names: Readonly<Record<K, number>>) =>
  Object.fromEntries(Object.keys(names).map((name) => [name, seen])) as Record<K, typeof seen>

/** **Save** of the settings: asked first where they would answer decisions that wait, or another choice begins or ends to sync contacts. */
export async function saveSettingsAction(
  place: string,
  _: SettingsState,
  form: FormData,
): Promise<SettingsState> {
  const user = await person(place)
  const parsed = settings.safeParse({
    ...Object.fromEntries(form),
    tags: form.getAll('tag'),
    labels: form.getAll('label'),
  })
  const ofPrivate = privateAs.safeParse(form.get('privateAs'))
  if (!parsed.success || !ofPrivate.success)
    return {
      kind: 'message',
      words:
        'Choose one of the answers to each question, at least one label for By label, and at least one tag for By tag.',
    }
  if (form.get('word') === 'cancel') return { kind: 'message', words: 'Nothing was saved.' }
  const isFirst = !form.get('syncId')
  const syncId = isFirst ? await firstSync(user, place) : idOf(form, 'syncId')
  const labelled = isFirst ? null : await contactsWithLabels(user, place, parsed.data)
  const effect = await saveSyncSettings(user, syncId, parsed.data, confirmedIn(form), labelled)
  const addsOnlyMine = form.get('addsOnlyMine') === 'on'
  if (effect) return { kind: 'asks', effect, settings: parsed.data, privateAs: ofPrivate.data, addsOnlyMine }
  await setAddsOnlyMine(user, syncId, addsOnlyMine)
  const isOther = ofPrivate.data !== null && (await setPrivateAs(user, syncId, ofPrivate.data))
  // A preview shows private events as they were read before.
  if (isOther) await rebuild(place, user, syncId)
  // The page then has another form, which would not say so.
  if (isFirst) redirect(`${syncPage(place)}?note=saved`)
  again(place)
  return { kind: 'message', words: 'Saved.', isSaved: true }
}

/** The labels of the account now, while a person chooses; null if the provider does not list them. */
export async function listLabelsAction(place: string): Promise<readonly Label[] | null> {
  const user = await personWithinLimit(place, 'edit')
  const connection = await connectionOf(user, placeNamed(place).provider.name)
  return connection && accountLabels(user, connection)
}

/** Ids of the account's contacts with a label of the choice; null if there is no choice by label, or no answer. */
async function contactsWithLabels(user: Actor, place: string, { only }: SyncSettings) {
  const labels = chosenIn(only)
  const connection = labels && (await connectionOf(user, placeNamed(place).provider.name))
  return connection ? contactsWith(user, connection, labels) : null
}

/** The sync of contacts whose settings are saved before its first preview. */
async function firstSync(user: Actor, place: string): Promise<string> {
  const { provider } = placeNamed(place)
  const connection = await connectionOf(user, provider.name)
  if (!connection) redirect(syncPage(provider.name))
  return (await syncOf(user.firmId, connection.id)).id
}

/** **Stop Sync**; with `disconnect` ticked, the access to the account is given up as well. */
export async function stopAction(place: string, form: FormData): Promise<void> {
  const user = await person(place)
  await stopSync(user, idOf(form, 'syncId'))
  if (form.get('disconnect') === 'on') await disconnectNow(place, user)
  again(place)
}

/** **Disconnect**: revoked at the provider, tokens erased here. */
export async function disconnectAction(place: string): Promise<void> {
  await disconnectNow(place, await person(place))
}

async function disconnectNow(place: string, user: Awaited<ReturnType<typeof person>>): Promise<never> {
  const { provider } = placeNamed(place)
  const connection = await connectionOf(user, provider.name)
  const done = connection && (await disconnect(user, connection.id))
  redirect(
    `${syncPage(provider.name)}?note=${done?.kind === 'disconnected' && !done.revoked ? 'notRevoked' : 'disconnected'}`,
  )
}
