// Where to report a hole in this installation, as far as its administrator set SECURITY_CONTACT.
import { env } from '@/lib/env'
import { securityText } from '@/lib/http/security-txt'

export const dynamic = 'force-dynamic'

export function GET(): Response {
  const { SECURITY_CONTACT, NEXTAUTH_URL } = env()
  if (!SECURITY_CONTACT)
    return new Response('Not found.\n', { status: 404, headers: { 'Content-Type': 'text/plain' } })
  return new Response(securityText(SECURITY_CONTACT, NEXTAUTH_URL, new Date()), {
    headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  })
}
