// The database as its owner sees it: every firm. For what stands outside the application (tests, the benchmark); nothing that
// answers a page or works on a run may have it.
import { PrismaPg } from '@prisma/adapter-pg'
import { Pool } from 'pg'
import { PrismaClient } from './generated/client'

export interface Owner {
  readonly client: PrismaClient
  readonly pool: Pool
  readonly close: () => Promise<void>
}

export function openAsOwner(url: string): Owner {
  const pool = new Pool({ connectionString: url, max: 4 })
  // A connection that the server ends after its last query: the pool is done with it, and nobody waits for it.
  pool.on('connect', (client) => client.on('error', () => undefined))
  const client = new PrismaClient({ adapter: new PrismaPg(pool) })
  return {
    client,
    pool,
    close: async () => {
      await client.$disconnect()
      await pool.end()
    },
  }
}
