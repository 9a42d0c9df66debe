// Rate limits of public pages and of expensive actions. Before a person is signed in, requests are counted by client network, never by
// email address or account: a stranger could name those to lock somebody out. After signing in they are counted by person.
import { createHmac } from 'node:crypto'
import { addressOf } from '@/lib/auth/address'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { type Limit, takeOne } from '@/lib/store/firm/rate-limit'

/** Generous, since a whole office may share one address and nothing here can be guessed by trying. */
const LIMITS = {
  signIn: { burst: 60, everySeconds: 1 },
  signInAnswer: { burst: 60, everySeconds: 1 },
  health: { burst: 120, everySeconds: 0.5 },
  consent: { burst: 20, everySeconds: 10 },
  invitation: { burst: 100, everySeconds: 20 },
  upload: { burst: 20, everySeconds: 15 },
  export: { burst: 20, everySeconds: 30 },
  search: { burst: 300, everySeconds: 0.5 },
  /** Edits of one contact or one decision in a preview. A fast keyboard user makes three a second for minutes. */
  edit: { burst: 1000, everySeconds: 0.5 },
  /** Actions that touch many contacts or start a worker. */
  bulk: { burst: 120, everySeconds: 3 },
} as const satisfies Record<string, Limit>

export type LimitName = keyof typeof LIMITS

/** Null if the request may continue; otherwise the response to return. `userId`: the signed-in person. */
export async function limited(request: Request, name: LimitName, userId?: string): Promise<Response | null> {
  const who = userId ?? addressOf(request.headers)
  const wait = who === null ? 0 : await secondsToWait(name, who)
  if (wait === 0) return null
  log.warn('too many requests', { kind: name, userId, seconds: wait })
  return tooMany(request, wait)
}

/** 0 if the request may continue. If the database cannot count, requests are let through: the next query reports the outage. */
export async function secondsToWait(name: LimitName, who: string): Promise<number> {
  // An HMAC under our own key, so that the database stores no addresses.
  const whose = createHmac('sha256', env().NEXTAUTH_SECRET).update(who).digest('base64url')
  try {
    return await takeOne(`${name} ${whose}`, LIMITS[name])
  } catch (error) {
    log.warn('a limit could not be counted', { error })
    return 0
  }
}

function tooMany(request: Request, seconds: number): Response {
  const headers = { 'Retry-After': String(seconds), 'Cache-Control': 'no-store' }
  if (new URL(request.url).pathname.startsWith('/api/'))
    return Response.json({ error: 'too many requests', retryAfterSeconds: seconds }, { status: 429, headers })
  const nonce = request.headers.get('x-nonce') ?? ''
  return new Response(page(seconds, /^[\w+/=]*$/.test(nonce) ? nonce : ''), {
    status: 429,
    headers: { ...headers, 'Content-Type': 'text/html; charset=utf-8' },
  })
}

/** A self-contained page, so that a refused request costs little. */
const page = (seconds: number, nonce: string) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Too many attempts · Concord</title>
<style nonce="${nonce}">
  :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
  body { max-width: 32rem; margin: 20vh auto; padding: 1rem }
</style>
<main>
  <h1>Too many attempts</h1>
  <p>Your network sent too many requests in a short time. Nothing was changed, and nobody is locked out.</p>
  <p>Try again in ${seconds === 1 ? 'a second' : `${seconds} seconds`}: load this page again, or <a href="/">go to Concord</a>.</p>
</main>
`
