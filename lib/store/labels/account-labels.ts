// The labels of an account as last read, and what a sync needs of them.
import { z } from 'zod'
import { chosenIn } from '@/lib/engine/choice'
import type { SyncSettings } from '@/lib/engine/model'
import type { Label } from '@/lib/providers/provider'
import { asSettings, toJson } from '@/lib/store/address-book/values'
import type { Tx } from '@/lib/store/database/client'
import type { Collection, Sync } from '@/lib/store/database/generated/client'

const stored = z.array(z.object({ id: z.string(), name: z.string() }))

/** Null if they were not read. */
export function labelsOf({ labels }: Pick<Collection, 'labels'>): readonly Label[] | null {
  const parsed = stored.safeParse(labels)
  return parsed.success ? parsed.data : null
}

/** Whether the sync reads the account's labels. */
export const usesLabels = ({ only, keepLabels }: SyncSettings): boolean =>
  chosenIn(only) !== null || keepLabels === true

/** Those of the chosen labels that the account still has. */
export function chosenLabels(
  { only }: SyncSettings,
  collection: Pick<Collection, 'labels'>,
): readonly string[] {
  const ids = chosenIn(only) ?? []
  const known = labelsOf(collection)
  return known ? ids.filter((id) => known.some((one) => one.id === id)) : ids
}

type Needing = Pick<Sync, 'settings'> & Pick<Collection, 'labels'>

/** `labels` of Connected: what the sync adds to the account gets the first chosen label, so that it is among the chosen contacts. */
export function neededLabels({ settings, labels }: Needing): { readonly labels?: readonly string[] } {
  const asked = asSettings(settings)
  return usesLabels(asked) ? { labels: chosenLabels(asked, { labels }).slice(0, 1) } : {}
}

/** In the transaction of a step. */
export async function saveLabels(
  tx: Tx,
  { id, firmId }: Pick<Collection, 'id' | 'firmId'>,
  labels: readonly Label[],
): Promise<void> {
  await tx.collection.updateMany({ where: { id, firmId }, data: { labels: toJson(labels) } })
}
