// next-auth's own routes: what Google calls back, and the session.
import type { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { limited } from '@/lib/auth/limits'
import { authOptions } from '@/lib/auth/options'

interface Context {
  readonly params: Promise<{ nextauth: string[] }>
}

async function answer(request: NextRequest, context: Context): Promise<Response> {
  return (await limited(request, 'signInAnswer')) ?? NextAuth(request, context, authOptions())
}

export { answer as GET, answer as POST }
