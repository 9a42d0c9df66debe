// GET /api/health: for load balancers and people. 200 when the database answers and is migrated, else 503 and why.
import { limited } from '@/lib/auth/limits'
import { health } from '@/lib/store/database/health'

export const dynamic = 'force-dynamic'

export async function GET(request: Request): Promise<Response> {
  const refused = await limited(request, 'health')
  if (refused) return refused
  const found = await health()
  const headers = { 'Cache-Control': 'no-store' }
  return found.kind === 'ok'
    ? Response.json({ status: 'ok', database: 'answers', migrations: 'applied' }, { headers })
    : Response.json({ status: 'unavailable', reason: found.reason }, { status: 503, headers })
}
