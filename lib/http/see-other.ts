// Leads a browser from a form to a page of ours.
import { env } from '@/lib/env'

/** The browser asks for the page with GET. The address begins with the public one of this server, which a proxy may hide from the request. */
export const seeOther = (path: string, headers: Readonly<Record<string, string>> = {}): Response =>
  new Response(null, { status: 303, headers: { ...headers, location: env().NEXTAUTH_URL + path } })
