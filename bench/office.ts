// A firm of administrators who are signed in.
import type { Owner } from '@/lib/store/database/owner'
import type { Actor } from '@/lib/store/firm/actor'

export interface Person extends Actor {
  readonly sessionId: string
}

/** A new firm with so many people. */
export async function office({ client }: Owner, count: number) {
  const firmId = crypto.randomUUID()
  await client.firm.create({ data: { id: firmId, name: 'Bench' } })
  const people = Array.from({ length: count }, (): Person => {
    const ids = { userId: crypto.randomUUID(), sessionId: crypto.randomUUID() }
    return { firmId, role: 'admin', ...ids }
  })
  const [createdAt, lastSeenAt, expiresAt] = [new Date(), new Date(), new Date(Date.now() + 86_400_000)]
  await client.user.createMany({
    data: people.map(({ userId, role }, at) => ({
      ...{ id: userId, firmId, role, subject: userId, name: `Person ${at}`, email: `p${at}@example.com` },
    })),
  })
  await client.session.createMany({
    data: people.map(({ userId, sessionId }) => ({
      ...{ id: sessionId, firmId, userId, browser: 'bench', createdAt, lastSeenAt, expiresAt },
    })),
  })
  return { firmId, people }
}
