// next-auth's own routes: what Google calls back, and the session.
import type { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { authOptions } from '@/lib/auth/options'

interface Context {
  readonly params: Promise<{ nextauth: string[] }>
}

const answer = (request: NextRequest, context: Context) => NextAuth(request, context, authOptions())

export { answer as GET, answer as POST }
