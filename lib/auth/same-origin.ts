// For routes that answer a form outside of server actions: did one of our own pages send it?
import { env } from '@/lib/env'

export function isSameOrigin(headers: Headers): boolean {
  // Browsers send it over https and to localhost; elsewhere the origin must do.
  const site = headers.get('sec-fetch-site')
  if (site) return site === 'same-origin'
  return headers.get('origin') === new URL(env().NEXTAUTH_URL).origin
}
