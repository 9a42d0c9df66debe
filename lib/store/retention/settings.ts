// A firm's retention settings, what its last clean-up removed, and what shorter times would remove next.

import { recordAudit } from '@/lib/store/audit/record'
import { db, type Tx, withTransaction } from '@/lib/store/database/client'
import type { Actor } from '@/lib/store/firm/actor'
import { mustBeAdmin, mustStillBeAdmin } from '@/lib/store/firm/rights'
import {
  asRemoved,
  DEFAULT_RETENTION,
  dueBefore,
  type Removed,
  type RetentionSettings,
  SETTING_NAMES,
} from './rules'

export interface RetentionState {
  readonly settings: RetentionSettings
  /** The last complete clean-up; null before the first. */
  readonly last: { readonly at: Date; readonly removed: Removed } | null
  readonly nextAt: Date | null
}

export async function retentionOf(actor: Actor): Promise<RetentionState> {
  mustBeAdmin(actor)
  const row = await db(actor.firmId).retention.findFirst({ where: { firmId: actor.firmId } })
  if (!row) return { settings: DEFAULT_RETENTION, last: null, nextAt: null }
  const { historyDays, auditDays, emptyRunDays, invitationDays, endedAt, removed, nextAt } = row
  return {
    settings: { historyDays, auditDays, emptyRunDays, invitationDays },
    last: endedAt && { at: endedAt, removed: asRemoved(removed) },
    nextAt,
  }
}

export type SavedRetention =
  | { readonly kind: 'saved' }
  /** The new settings would erase more than the current ones. Nothing was saved: a person has to confirm these numbers first. */
  | { readonly kind: 'ask'; readonly rows: Removed }

/** `agreed`: the person has seen how many rows exactly these settings would erase. */
export async function saveRetention(
  actor: Actor,
  settings: RetentionSettings,
  agreed: boolean,
  now: Date,
): Promise<SavedRetention> {
  const { firmId } = actor
  const { settings: before } = await retentionOf(actor)
  return withTransaction(firmId, async (tx) => {
    await mustStillBeAdmin(tx, actor)
    const shorter = SETTING_NAMES.some((name) => settings[name] < before[name])
    const rows = shorter && !agreed ? await moreRows(tx, firmId, { before, settings, now }) : {}
    if (Object.keys(rows).length > 0) return { kind: 'ask', rows }
    await tx.retention.upsert({
      where: { firmId },
      update: settings,
      create: { firmId, ...settings, nextAt: now },
    })
    const detail = { from: before, to: settings }
    await recordAudit(tx, firmId, { kind: 'settings.retention', userId: actor.userId, detail })
    return { kind: 'saved' }
  })
}

interface Choice {
  readonly before: RetentionSettings
  readonly settings: RetentionSettings
  readonly now: Date
}

/** Rows that the next clean-up would erase under the new settings but not under the old ones. */
async function moreRows(tx: Tx, firmId: string, { before, settings, now }: Choice): Promise<Removed> {
  const [old, due] = [dueBefore(before, now), dueBefore(settings, now)]
  const [counted] = await tx.$queryRaw<
    [Record<'edits' | 'changes' | 'runs' | 'invitations' | 'audited' | 'days', number>]
  >`
    select
      (select count(*)::int from "ContactEdit" e where e."firmId" = ${firmId}::uuid and e.at >= ${old.history}
        and e.at < ${due.history} and (e."from" is not null or e."to" is not null)) as edits,
      (select count(*)::int from "Change" h join "Run" r on r.id = h."runId" join "Sync" s on s.id = h."syncId"
        where h."firmId" = ${firmId}::uuid and h."createdAt" >= ${old.history} and h."createdAt" < ${due.history}
        and h."erasedAt" is null and r."endedAt" is not null
        and (s.state <> 'active' or h.state not in ('waiting', 'failed', 'sent'))) as changes,
      (select count(*)::int from "Run" r where r."firmId" = ${firmId}::uuid and r."endedAt" >= ${old.runs}
        and r."endedAt" < ${due.runs} and not exists (select from "Change" h where h."runId" = r.id)
        and exists (select from "Run" n where n."firmId" = r."firmId" and n."syncId" = r."syncId"
          and n."createdAt" > r."createdAt")) as runs,
      (select count(*)::int from "Audit" a where a."firmId" = ${firmId}::uuid and a.at >= ${old.audit}
        and a.at < ${due.audit}) as audited,
      (select count(*)::int from "SyncDay" d where d."firmId" = ${firmId}::uuid and d.day >= ${old.history}::date
        and d.day < ${due.history}::date) as days,
      (select count(*)::int from "Invitation" i where i."firmId" = ${firmId}::uuid
        and i."createdAt" >= ${old.invitations} and i."createdAt" < ${due.invitations}
        and (i."acceptedAt" is not null or i."expiresAt" <= ${now})) as invitations`
  return asRemoved(counted)
}
