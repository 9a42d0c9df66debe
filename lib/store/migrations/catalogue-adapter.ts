// Adapts adapter-pg 7.10 to the schema engine in two ways. The engine queries columns of Postgres's internal type "char", for which the
// adapter has no name, and accepts only the type Character as a letter. And the adapter splits a migration at every semicolon, even
// within comments and functions; here it is sent as a whole.
import type { EventEmitter } from 'node:events'
import { PrismaPg } from '@prisma/adapter-pg'
import {
  ColumnTypeEnum,
  DriverAdapterError,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils'
import { DatabaseError, type Pool, type PoolClient } from 'pg'

const internalChar = 18
const char = 1042

/** The adapter for the schema engine on this pool, which must have no other user. */
export function catalogueAdapter(pool: Pool): SqlMigrationAwareDriverAdapterFactory {
  const letters = new Set<string>()
  pool.on('connect', (client) => announceAsChar(client, letters))
  const inner = new PrismaPg(pool)
  return {
    provider: inner.provider,
    adapterName: inner.adapterName,
    connect: async () => inOnePiece(withLetters(await inner.connect(), letters), pool),
    connectToShadowDb: async () => {
      throw new Error('Compare with a database instead: the shadow of adapter-pg is the database itself.')
    },
  }
}

// Reports the columns as char(n), which the adapter passes as text, and records their names to convert them to Characters afterwards.
function announceAsChar(client: PoolClient, letters: Set<string>): void {
  const { connection } = client as unknown as { readonly connection: EventEmitter }
  type Field = { readonly name: string; dataTypeID: number }
  connection.prependListener('rowDescription', (message: { readonly fields: readonly Field[] }) => {
    for (const field of message.fields) {
      if (field.dataTypeID !== internalChar) continue
      field.dataTypeID = char
      letters.add(field.name)
    }
  })
}

function withLetters(adapter: SqlDriverAdapter, letters: ReadonlySet<string>): SqlDriverAdapter {
  const queryRaw = adapter.queryRaw.bind(adapter)
  adapter.queryRaw = async (query) => {
    const answer = await queryRaw(query)
    const columnTypes = answer.columnTypes.map((type, at) =>
      letters.has(answer.columnNames[at] ?? '') ? ColumnTypeEnum.Character : type,
    )
    return { ...answer, columnTypes }
  }
  return adapter
}

function inOnePiece(adapter: SqlDriverAdapter, pool: Pool): SqlDriverAdapter {
  adapter.executeScript = async (script) => {
    await pool.query(script).catch((error: unknown) => {
      throw error instanceof DatabaseError ? new DriverAdapterError(inPrismasWords(error)) : error
    })
  }
  return adapter
}

const inPrismasWords = (error: DatabaseError): DriverAdapterError['cause'] => ({
  kind: 'postgres',
  code: error.code ?? '',
  severity: error.severity ?? 'ERROR',
  message: error.message,
  detail: error.detail,
  column: error.column,
  hint: error.hint,
})
