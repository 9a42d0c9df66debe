// Push messages: channels that watch a calendar's events, and the requests sent to them. A message only reports that something changed;
// it has no body, may represent several writes, and may get lost.
import { createHash } from 'node:crypto'
import { json, type Reply } from '@/emulator/reply'
import type { World } from '@/emulator/world'
import { type CalendarCall, reach } from './access'
import * as errors from './errors'
import { jsonBody } from './events/event-body'
import { isObject } from './events/event-times'
import type { Calendar, Channel, Json } from './model'
import { refuse } from './refusal'

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])
const WEEK = 7 * 86_400_000

const badChannel = (reason: string, message: string): errors.CalendarError => ({
  code: 400,
  domain: 'calendar',
  reason,
  message,
})

function addressOf(body: Json): string {
  const { address } = body
  const url = typeof address === 'string' && URL.canParse(address) ? new URL(address) : undefined
  const allowed =
    url && (url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname)))
  if (!allowed) throw refuse(errors.badRequest('WebHook callback must be HTTPS.'))
  return url.href
}

/** The requested expiration, at most seven days from now; seven days by default. */
function expirationOf(body: Json, now: number): number {
  const ttl = isObject(body.params) ? Number(body.params.ttl) * 1000 : Number.NaN
  const asked = Number(body.expiration ?? Number.NaN)
  const wanted = Number.isFinite(asked) ? asked : Number.isFinite(ttl) ? now + ttl : now + WEEK
  return Math.min(wanted, now + WEEK)
}

/** POST /calendars/{calendarId}/events/watch */
export function watchEvents(api: CalendarCall): Reply {
  const { world, account, call } = api
  const { calendar } = reach(api)
  const body = jsonBody(call)
  const { channels } = world.calendars
  if (!calendar.dataOwner)
    throw refuse(
      badChannel(
        'pushNotSupportedForRequestedResource',
        'Push notifications are not supported by this resource.',
      ),
    )
  if (body.type !== 'web_hook') throw refuse(errors.badRequest('Unknown channel type.'))
  if (typeof body.id !== 'string' || !/^[A-Za-z0-9\-_+/=]{1,64}$/.test(body.id))
    throw refuse(errors.badRequest('Invalid channel id.'))
  if (channels.has(body.id))
    throw refuse(badChannel('channelIdNotUnique', `Channel id ${body.id} not unique`))
  const channel: Channel = {
    id: body.id,
    resourceId: createHash('sha1').update(`${calendar.id}/events`).digest('base64url'),
    resourceUri: `${call.base}/calendar/v3/calendars/${encodeURIComponent(calendar.id)}/events?alt=json`,
    calendarId: calendar.id,
    account: account.email,
    address: addressOf(body),
    token: typeof body.token === 'string' ? body.token : undefined,
    expiration: expirationOf(body, world.clock.now()),
    messages: 1,
    seen: calendar.log,
  }
  channels.set(channel.id, channel)
  post(channel, 'sync')
  const { id, resourceId, resourceUri, token, expiration } = channel
  return json({
    kind: 'api#channel',
    id,
    resourceId,
    resourceUri,
    ...(token === undefined ? {} : { token }),
    expiration: String(expiration),
  })
}

/** POST /channels/stop */
export function stopChannel({ world, account, call }: CalendarCall): Reply {
  const { id, resourceId } = jsonBody(call)
  const channel = typeof id === 'string' ? world.calendars.channels.get(id) : undefined
  if (!channel || channel.resourceId !== resourceId || channel.account !== account.email)
    throw refuse({ ...errors.NOT_FOUND, message: `Channel '${String(id)}' not found for project` })
  world.calendars.channels.delete(channel.id)
  return { status: 204, headers: {}, body: '' }
}

function post(channel: Channel, state: 'sync' | 'exists'): void {
  const headers = {
    'X-Goog-Channel-ID': channel.id,
    'X-Goog-Channel-Expiration': new Date(channel.expiration).toUTCString(),
    'X-Goog-Resource-ID': channel.resourceId,
    'X-Goog-Resource-URI': channel.resourceUri,
    'X-Goog-Resource-State': state,
    'X-Goog-Message-Number': String(channel.messages),
    ...(channel.token === undefined ? {} : { 'X-Goog-Channel-Token': channel.token }),
  }
  // A receiver that is unavailable misses the message: delivery is not guaranteed.
  fetch(channel.address, { method: 'POST', headers }).then(
    (response) => response.body?.cancel(),
    () => undefined,
  )
}

/** Notifies the channels of calendars that changed since their last message; message numbers grow, but not always by one. */
function notify(world: World): void {
  const now = world.clock.now()
  for (const channel of world.calendars.channels.values()) {
    const calendar: Calendar | undefined = world.calendars.byId.get(channel.calendarId)
    if (!calendar || channel.expiration <= now || channel.seen === calendar.log) continue
    channel.seen = calendar.log
    channel.messages += 1 + (calendar.log % 3)
    if (world.switches.loseMessages) continue
    post(channel, 'exists')
  }
}

/** Returns a function to call at every change: the writes of one event-loop turn share a message. */
export function announcer(world: World): () => void {
  let planned = false
  return () => {
    if (planned) return
    planned = true
    setImmediate(() => {
      planned = false
      notify(world)
    })
  }
}
