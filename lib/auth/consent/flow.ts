// A consent under way: who started it in this browser, and what for. next-auth's cookies bind the provider's answer to the browser; this
// sealed cookie binds it to the person.
import { z } from 'zod'
import { sealingKeys } from '@/lib/auth/consent/tokens'
import { open, seal } from '@/lib/auth/seal'
import type { Actor } from '@/lib/store/firm/actor'
import type { ConnectProblem } from './connect'
import { purposeSchema } from './purpose'

/** How long a person may stay on the provider's pages. */
export const FLOW_SECONDS = 15 * 60

/** The name of the cookie that stores, sealed, who started a consent in this browser. */
export const FLOW_COOKIE = 'concord.connect'

const SEALED_FOR = 'connecting a google account'

const flowSchema = z.object({
  userId: z.string(),
  state: z.string(),
  until: z.number(),
  purpose: purposeSchema.default('contacts'),
  /** A path of ours, where the person goes afterwards; null for the sync's page. */
  back: z.string().nullable().default(null),
})
type Flow = z.infer<typeof flowSchema>

/** What a consent is for, and where the person goes afterwards. */
export type Aim = Pick<Flow, 'purpose' | 'back'>

/** The value of the flow cookie. `state`: the one that the provider was sent. */
export function sealFlow({ userId }: Actor, state: string, aim: Aim, now: Date): string {
  const flow: Flow = { ...aim, userId, state, until: now.getTime() + FLOW_SECONDS * 1000 }
  return seal(JSON.stringify(flow), sealingKeys(), SEALED_FOR)
}

function openFlow(cookie: string | undefined): Flow | null {
  if (!cookie) return null
  try {
    return flowSchema.parse(JSON.parse(open(cookie, sealingKeys(), SEALED_FOR)))
  } catch {
    return null
  }
}

/** What the consent is for; contacts if the cookie does not say. */
export function aimOf(cookie: string | undefined): Aim {
  const { purpose, back } = openFlow(cookie) ?? { purpose: 'contacts', back: null }
  return { purpose, back }
}

/** Why an answer must not even reach next-auth; null if it may. `cookie` is the browser's flow cookie. */
export function problemOfAnswer(
  { userId }: Actor,
  now: Date,
  query: URLSearchParams,
  cookie: string | undefined,
): ConnectProblem | null {
  const flow = openFlow(cookie)
  if (!flow || flow.until < now.getTime()) return 'expired'
  if (flow.userId !== userId) return 'otherPerson'
  if (query.get('state') !== flow.state) return 'expired'
  return query.get('error') === 'access_denied' ? 'denied' : null
}
