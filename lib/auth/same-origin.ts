// For routes that answer a form outside of server actions: did one of our own pages send it?
import { env } from '@/lib/env'
import { log } from '@/lib/log'

/** Null: go ahead. Else the answer to give. */
export function refuseForeign(headers: Headers): Response | null {
  if (isSameOrigin(headers)) return null
  log.warn('a form that was not sent from here was refused')
  return new Response('This form was not sent from here.', { status: 403 })
}

function isSameOrigin(headers: Headers): boolean {
  // Browsers send it over https and to localhost; elsewhere the origin must do.
  const site = headers.get('sec-fetch-site')
  if (site) return site === 'same-origin'
  return headers.get('origin') === new URL(env().NEXTAUTH_URL).origin
}
