// GET /api/metrics: Prometheus text for a bearer of METRICS_TOKEN, and for signed-in administrators.
import { limited } from '@/lib/auth/limits'
import { watchingUser } from '@/lib/auth/session'
import { env } from '@/lib/env'
import { bearsToken } from '@/lib/ops/metrics/access'
import { CONTENT_TYPE, exposition } from '@/lib/ops/metrics/exposition'
import { metricsNow } from '@/lib/ops/metrics/metrics'

export const dynamic = 'force-dynamic'

export async function GET(request: Request): Promise<Response> {
  const refused = await limited(request, 'health')
  if (refused) return refused
  const headers = { 'Cache-Control': 'no-store' }
  if (!bearsToken(request.headers.get('authorization'), env().METRICS_TOKEN)) {
    const user = await watchingUser()
    if (user?.role !== 'admin')
      return Response.json(
        { error: 'metrics need the token of METRICS_TOKEN, or an administrator' },
        { status: user ? 403 : 401, headers: { ...headers, 'WWW-Authenticate': 'Bearer' } },
      )
  }
  const text = exposition(await metricsNow(new Date()))
  return new Response(text, { headers: { ...headers, 'Content-Type': CONTENT_TYPE } })
}
