// How often doors may be knocked at, and dear things be asked for. Before anybody is signed in, the network a request comes
// from is counted, never an email address or an account, which a stranger could name to lock somebody else out; afterwards
// the person.
import { createHmac } from 'node:crypto'
import { addressOf } from '@/lib/auth/address'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { type Limit, takeOne } from '@/lib/store/firm/rate-limit'

/** Generous: a whole office may share one address, and no door here can be opened by guessing. */
const LIMITS = {
  signIn: { burst: 60, everySeconds: 1 },
  signInAnswer: { burst: 60, everySeconds: 1 },
  health: { burst: 120, everySeconds: 0.5 },
  consent: { burst: 20, everySeconds: 10 },
  invitation: { burst: 100, everySeconds: 20 },
  upload: { burst: 20, everySeconds: 15 },
  export: { burst: 20, everySeconds: 30 },
  search: { burst: 300, everySeconds: 0.5 },
  /** One contact, or one decision of a preview: by keyboard somebody quick makes three a second, for minutes. */
  edit: { burst: 1000, everySeconds: 0.5 },
  /** What reaches many contacts at once, or sets a worker to work. */
  bulk: { burst: 120, everySeconds: 3 },
} as const satisfies Record<string, Limit>

export type LimitName = keyof typeof LIMITS

/** Null: go ahead. Else the answer to give. `userId`: whose it is, once somebody is signed in. */
export async function limited(request: Request, name: LimitName, userId?: string): Promise<Response | null> {
  const who = userId ?? addressOf(request.headers)
  const wait = who === null ? 0 : await secondsToWait(name, who)
  if (wait === 0) return null
  log.warn('too many requests', { kind: name, userId, seconds: wait })
  return tooMany(request, wait)
}

/** 0: go ahead. Never in the way when the database cannot count: what follows will say that it does not answer. */
export async function secondsToWait(name: LimitName, who: string): Promise<number> {
  // Hashed under a key of ours: the database keeps nobody's address.
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

/** Stands alone: whoever is refused should cost little. */
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
  <p>There were more attempts within a short time than Concord answers. Nothing was changed, and nobody is locked out.</p>
  <p>Try again in ${seconds === 1 ? 'a second' : `${seconds} seconds`}: load this page again, or <a href="/">go to Concord</a>.</p>
</main>
`
