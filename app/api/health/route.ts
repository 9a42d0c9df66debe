// GET /api/health: for load balancers and people. 200 when the database answers and is migrated, else 503 and why.
import { setTimeout as sleep } from 'node:timers/promises'
import { limited } from '@/lib/auth/limits'
import { type Health, health, SILENT } from '@/lib/store/database/health'

export const dynamic = 'force-dynamic'

/** Less than the health checks of Dockerfile and compose.yaml wait. Counting the request takes the database, too. */
const MOST_MS = 4000

export async function GET(request: Request): Promise<Response> {
  return Promise.race([answer(request), sleep(MOST_MS, SILENT, { ref: false }).then(responseOf)])
}

async function answer(request: Request): Promise<Response> {
  return (await limited(request, 'health')) ?? responseOf(await health())
}

function responseOf(found: Health): Response {
  const headers = { 'Cache-Control': 'no-store' }
  return found.kind === 'ok'
    ? Response.json({ status: 'ok', database: 'answers', migrations: 'applied' }, { headers })
    : Response.json({ status: 'unavailable', reason: found.reason }, { status: 503, headers })
}
