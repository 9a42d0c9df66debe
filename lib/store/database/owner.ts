// The database as its owner sees it, with every firm. Only for code outside of the application (tests, the benchmark), never for pages or
// runs.
import { PrismaPg } from '@prisma/adapter-pg'
import { Pool } from 'pg'
import { PrismaClient } from './generated/client'
import { givenTexts } from './given-rows'
import { oneAtATime } from './one-at-a-time'

export interface Owner {
  readonly client: PrismaClient
  readonly pool: Pool
  readonly close: () => Promise<void>
}

export function openAsOwner(url: string): Owner {
  const pool = new Pool({ connectionString: url, max: 4 })
  // The server may end a connection after its last query: the pool reports that of an idle one, and no longer listens to a closing one.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  const client = new PrismaClient({ adapter: givenTexts(oneAtATime(new PrismaPg(pool))) })
  return {
    client,
    pool,
    close: async () => {
      await client.$disconnect()
      await pool.end()
    },
  }
}
