// Next calls this before every answer that is not a file of the build. It sets the content policy, and refuses what changes something
// and does not say that a page of ours sent it: Next itself lets a server action pass that names no origin. Who may see or do
// what is asked in each page, action and route (lib/auth/session.ts), so a request that got past here has gained nothing.
import { randomBytes } from 'node:crypto'
import { type NextRequest, NextResponse } from 'next/server'
import { refuseForeign } from '@/lib/auth/same-origin'
import { env } from '@/lib/env'
import { contentPolicy } from '@/lib/http/content-policy'

/** Methods that change nothing. */
const READS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

export function proxy(request: NextRequest): Response {
  const foreign = READS.has(request.method) ? null : refuseForeign(request.headers)
  if (foreign) return foreign
  const { NEXTAUTH_URL, GOOGLE_ISSUER, NODE_ENV } = env()
  const nonce = randomBytes(16).toString('base64')
  const policy = contentPolicy({
    nonce,
    address: NEXTAUTH_URL,
    issuer: GOOGLE_ISSUER,
    development: NODE_ENV === 'development',
  })
  const headers = new Headers(request.headers)
  // Next finds the nonce for its scripts in the request, whatever the request said there itself.
  headers.set('Content-Security-Policy', policy)
  headers.set('X-Nonce', nonce)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('Content-Security-Policy', policy)
  return response
}

// Next keeps a copy of the body of each request that passes here, and cuts it at 10 MB: an upload goes past it, and asks where it
// comes from by itself.
export const config = { matcher: '/((?!_next/static/|contacts/import/upload$).*)' }
