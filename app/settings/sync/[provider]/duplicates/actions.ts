'use server'
// What a person decides on duplicates in their account. Each action asks who it is, reads what was sent, calls one function and shows the
// result.
import { redirect } from 'next/navigation'
import { z } from 'zod'
import type { SaveState } from '@/components/contacts/form/save-state'
import { readTyped } from '@/components/contacts/form/typed'
import { understand } from '@/components/contacts/form/understand'
import { limitRate } from '@/lib/auth/pace'
import { requireUser } from '@/lib/auth/session'
import { whoSaves } from '@/lib/auth/who-saves'
import { duplicatesPage, syncPage } from '@/lib/http/sync-paths'
import { askForMerge, askForUndo, dropMerge } from '@/lib/store/duplicates/account-merges'
import { keepAccountGroupApart } from '@/lib/store/duplicates/in-accounts'
import type { Actor } from '@/lib/store/firm/actor'
import { discardPreview, startPreview, syncNow } from '@/lib/store/runs/runs'
import { overviewOf } from '@/lib/store/sync/overview'
import { providerNamed } from '../provider'

const idOf = (form: FormData, name: string) => z.guid().parse(form.get(name))

async function syncOfPerson(provider: string) {
  const { name } = providerNamed(provider)
  const user = await requireUser(duplicatesPage(name))
  await limitRate('edit', user)
  const sync = (await overviewOf(user, name))?.sync
  if (!sync) redirect(syncPage(name))
  return { name, user, sync }
}

/** **Not duplicates**, for all contacts of a group. */
export async function notDuplicatesThere(provider: string, form: FormData): Promise<void> {
  const { name, user, sync } = await syncOfPerson(provider)
  await keepAccountGroupApart(user, sync.id, idOf(form, 'group'))
  redirect(`${duplicatesPage(name)}?apart=1`)
}

const shown = z
  .string()
  .transform((text) => JSON.parse(text))
  .pipe(z.array(z.object({ remoteId: z.string(), version: z.string() })).max(100))

/** **Merge contacts**, with the result as it was edited. An active sync carries it out at once. */
export async function mergeGroupThere(
  provider: string,
  group: string,
  _: SaveState,
  form: FormData,
): Promise<SaveState> {
  const { name } = providerNamed(provider)
  const typed = readTyped(form)
  const asks = await whoSaves()
  if (asks.kind !== 'user') return { ...asks, typed, version: 0 }
  const { user } = asks
  const understood = understand(typed)
  if (understood.kind === 'faults') return { ...understood, typed, version: 0 }
  const sync = (await overviewOf(user, name))?.sync
  if (!sync) redirect(syncPage(name))
  const asked = await askForMerge(user, sync.id, {
    survivorId: z.string().parse(form.get('survivor')),
    shown: shown.parse(form.get('shown')),
    contact: understood.contact,
  })
  if (asked === 'changed') redirect(`${duplicatesPage(name)}/${z.guid().parse(group)}?changed=1`)
  await goOn(user, sync)
  redirect(`${duplicatesPage(name)}?asked=1`)
}

interface OfPerson {
  readonly id: string
  readonly state: 'idle' | 'active' | 'stopped'
}

const goOn = async (user: Actor, { id, state }: OfPerson): Promise<void> => {
  if (state === 'active') await syncNow(user, id)
}

export async function undoMergeThere(provider: string, form: FormData): Promise<void> {
  const { name, user, sync } = await syncOfPerson(provider)
  if (await askForUndo(user, sync.id, idOf(form, 'merge'))) await goOn(user, sync)
  redirect(duplicatesPage(name))
}

export async function dropMergeThere(provider: string, form: FormData): Promise<void> {
  const { name, user, sync } = await syncOfPerson(provider)
  await dropMerge(user, sync.id, idOf(form, 'merge'))
  redirect(duplicatesPage(name))
}

/** Before a sync was started its preview carries out what waits: first the merges, then it compares again. */
export async function carryOutMerges(provider: string): Promise<void> {
  const { name, user, sync } = await syncOfPerson(provider)
  await limitRate('bulk', user)
  if (sync.state === 'active') await syncNow(user, sync.id)
  else {
    if (sync.run && sync.run.endedAt === null) await discardPreview(user, sync.run.id)
    await startPreview(user, sync.id)
  }
  redirect(syncPage(name))
}
