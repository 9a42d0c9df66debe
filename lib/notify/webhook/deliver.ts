// Sends what is due to webhooks: signed, at least once, and again with growing pauses while the receiver fails.
import { sealingKeys } from '@/lib/auth/consent/tokens'
import { open, seal } from '@/lib/auth/seal'
import { env, isLoopback } from '@/lib/env'
import { log } from '@/lib/log'
import { dueDeliveries } from '@/lib/store/database/cross-tenant'
import type { Webhook } from '@/lib/store/database/generated/client'
import { type ClaimedDelivery, claimDelivery, recordDelivery } from '@/lib/store/notify/webhook'
import { post } from './post'
import { deliveryRetryAt, newSecret, signature } from './sign'

const purpose = (firmId: string) => `webhook of ${firmId}`

export const sealedSecret = (firmId: string): string => seal(newSecret(), sealingKeys(), purpose(firmId))
export const openSecret = ({ firmId, secret }: Webhook): string =>
  open(secret, sealingKeys(), purpose(firmId))

function secretsOf(webhook: Webhook, now: Date): readonly string[] {
  const { firmId, oldSecret, oldSecretUntil } = webhook
  const isOld = oldSecret !== null && oldSecretUntil !== null && oldSecretUntil > now
  return [openSecret(webhook), ...(isOld ? [open(oldSecret, sealingKeys(), purpose(firmId))] : [])]
}

const MOST = 100
/** A receiver that does not answer does not keep the others waiting. */
const TOGETHER = 10

export async function deliverDue(now: Date): Promise<void> {
  const due = await dueDeliveries(now, MOST)
  for (let at = 0; at < due.length; at += TOGETHER)
    await Promise.all(
      due.slice(at, at + TOGETHER).map(async (one) => {
        const claimed = await claimDelivery(one, now)
        if (claimed) await deliver(claimed, now)
      }),
    )
}

async function deliver({ delivery, webhook }: ClaimedDelivery, now: Date): Promise<void> {
  const { id, firmId, event, body, attempts } = delivery
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Concord-Webhook',
    'concord-event': event,
    'concord-delivery': id,
    'concord-signature': signature(body, secretsOf(webhook, now), now),
  }
  const { status, problem } = await post(webhook.url, body, headers, isLoopback(env()))
  if (problem) log.warn('a webhook was not delivered', { firmId, deliveryId: id, reason: problem })
  await recordDelivery(delivery, {
    ...{ status, problem },
    deliveredAt: problem ? null : now,
    nextAt: problem ? deliveryRetryAt(attempts, now) : null,
  })
}
