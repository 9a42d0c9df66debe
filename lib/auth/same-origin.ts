// For routes that receive a form outside of server actions: checks that one of our own pages sent it.
import { env } from '@/lib/env'
import { log } from '@/lib/log'

/** Null if the request may continue; otherwise the response to return. */
export function refuseForeign(headers: Headers): Response | null {
  if (isSameOrigin(headers)) return null
  log.warn('a form from another site was refused')
  return new Response('This form was not sent from a page of Concord. Open the page again and try again.', {
    status: 403,
  })
}

function isSameOrigin(headers: Headers): boolean {
  // Browsers send it over https and to localhost; otherwise the origin is checked.
  const site = headers.get('sec-fetch-site')
  if (site) return site === 'same-origin'
  return headers.get('origin') === new URL(env().NEXTAUTH_URL).origin
}
