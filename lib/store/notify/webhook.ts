// The webhook of a firm, what it is told, and the log of its deliveries. Secrets come and go sealed (lib/notify/webhook/deliver.ts).
import { recordAudit } from '@/lib/store/audit/record'
import { db, type Tx, withTransaction } from '@/lib/store/database/client'
import type { OfFirm } from '@/lib/store/database/cross-tenant'
import type { Webhook, WebhookDelivery } from '@/lib/store/database/generated/client'
import type { Actor } from '@/lib/store/firm/actor'
import { mustBeAdmin, mustStillBeAdmin } from '@/lib/store/firm/rights'
import { standings } from '@/lib/store/oversight/connections'
import { DAY, MINUTE } from '@/lib/time'

/** While people replace a secret in their receiver, both sign. */
export const BOTH_SECRETS_MS = DAY
/** While one worker tries a delivery, no other does. */
const TRYING_MS = MINUTE
const SHOWN = 50

export interface WebhookView {
  readonly webhook: Webhook | null
  /** The latest first. */
  readonly deliveries: readonly WebhookDelivery[]
}

export async function webhookOf(actor: Actor): Promise<WebhookView> {
  mustBeAdmin(actor)
  const { firmId } = actor
  const [webhook, deliveries] = await Promise.all([
    db(firmId).webhook.findFirst({ where: { firmId } }),
    db(firmId).webhookDelivery.findMany({
      where: { firmId },
      orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
      take: SHOWN,
    }),
  ])
  return { webhook, deliveries }
}

/** `secret`: for a firm without a webhook. */
export async function saveWebhook(actor: Actor, url: string, secret: string): Promise<void> {
  const { firmId } = actor
  await changed(actor, 'save', (tx) =>
    tx.webhook.upsert({ where: { firmId }, update: { url }, create: { firmId, url, secret } }),
  )
}

/** The former secret still signs for a day. */
export async function replaceSecret(actor: Actor, secret: string, now: Date): Promise<void> {
  const oldSecretUntil = new Date(now.getTime() + BOTH_SECRETS_MS)
  await changed(
    actor,
    'secret',
    (tx) =>
      tx.$executeRaw`update "Webhook" set "oldSecret" = secret, "oldSecretUntil" = ${oldSecretUntil}, secret = ${secret}
      where "firmId" = ${actor.firmId}::uuid`,
  )
}

/** What was not delivered yet is dropped. */
export async function removeWebhook(actor: Actor): Promise<void> {
  const { firmId } = actor
  await changed(actor, 'remove', async (tx) => {
    await tx.webhook.deleteMany({ where: { firmId } })
    await tx.webhookDelivery.deleteMany({ where: { firmId } })
    await tx.syncAlert.deleteMany({ where: { firmId } })
  })
}

async function changed(actor: Actor, what: string, change: (tx: Tx) => Promise<unknown>): Promise<void> {
  const { firmId, userId } = actor
  await withTransaction(firmId, async (tx) => {
    await mustStillBeAdmin(tx, actor)
    const from = await originOf(tx, firmId)
    await change(tx)
    const detail = { what, from, to: await originOf(tx, firmId) }
    await recordAudit(tx, firmId, { kind: 'settings.webhook', userId, detail })
  })
}

/** The address without its path, its query and its password: in many an address these are what lets one in. */
async function originOf(tx: Tx, firmId: string): Promise<string | null> {
  const webhook = await tx.webhook.findFirst({ where: { firmId } })
  return webhook && new URL(webhook.url).origin
}

/** What a body says beside its event, its id and its time; ids only. */
type Said = Readonly<Record<string, string>>

async function store(tx: Tx, firmId: string, event: string, data: Said, now: Date): Promise<void> {
  const id = crypto.randomUUID()
  const body = JSON.stringify({ id, event, at: now.toISOString(), firmId, data })
  await tx.webhookDelivery.create({ data: { id, firmId, event, body, createdAt: now, nextAt: now } })
}

/** **Send a test**. */
export async function sendTest(actor: Actor, now: Date): Promise<void> {
  mustBeAdmin(actor)
  const { firmId } = actor
  await withTransaction(firmId, async (tx) => {
    if ((await tx.webhook.count({ where: { firmId } })) > 0) await store(tx, firmId, 'test', {}, now)
  })
}

/** Compares how the firm's syncs are with what its webhook was told last, and tells what changed: each change once, with any number of workers. */
export async function noteAlerts(firmId: string, now: Date): Promise<number> {
  return withTransaction(firmId, async (tx) => {
    const [webhook] = await tx.$queryRaw<{ url: string }[]>`
      select url from "Webhook" where "firmId" = ${firmId}::uuid for update`
    if (!webhook) return 0
    const changes = await tx.$queryRaw<{ syncId: string; kind: string | null }[]>`
      with bad as (
        select "syncId", case standing when 'attention' then 'stands_still' else 'items_wait' end as kind
        from (${standings(firmId)}) s where "syncId" is not null and standing in ('attention', 'waiting')
      ), well as (
        delete from "SyncAlert" a where a."firmId" = ${firmId}::uuid and not exists (select from bad where bad."syncId" = a."syncId")
        returning a."syncId"
      ), told as (
        insert into "SyncAlert" ("syncId", "firmId", kind, since) select "syncId", ${firmId}::uuid, kind, ${now} from bad
        on conflict ("syncId") do update set kind = excluded.kind, since = excluded.since where "SyncAlert".kind <> excluded.kind
        returning "syncId", kind
      ) select "syncId", kind from told union all select "syncId", null from well`
    for (const { syncId, kind } of changes)
      await store(
        tx,
        firmId,
        kind ? 'sync.needs_attention' : 'sync.recovered',
        { syncId, ...(kind && { kind }) },
        now,
      )
    return changes.length
  })
}

export interface ClaimedDelivery {
  readonly delivery: WebhookDelivery
  readonly webhook: Webhook
}

/** Null if another worker tries it, or the webhook was removed. */
export async function claimDelivery({ id, firmId }: OfFirm, now: Date): Promise<ClaimedDelivery | null> {
  const ours = db(firmId)
  const { count } = await ours.webhookDelivery.updateMany({
    where: { id, firmId, nextAt: { lte: now } },
    data: { nextAt: new Date(now.getTime() + TRYING_MS), attempts: { increment: 1 }, triedAt: now },
  })
  if (count === 0) return null
  const [delivery, webhook] = await Promise.all([
    ours.webhookDelivery.findFirst({ where: { id, firmId } }),
    ours.webhook.findFirst({ where: { firmId } }),
  ])
  return delivery && webhook && { delivery, webhook }
}

export async function recordDelivery(
  { id, firmId }: OfFirm,
  result: Pick<WebhookDelivery, 'status' | 'problem' | 'deliveredAt' | 'nextAt'>,
): Promise<void> {
  await db(firmId).webhookDelivery.updateMany({ where: { id, firmId }, data: result })
}
