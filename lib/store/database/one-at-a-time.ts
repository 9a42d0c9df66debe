// A transaction has one connection, and a connection answers one query at a time. Prisma asks for the relations of an `include` all at
// once, and a caller may do the same; pg deprecated it to keep such queries in line and will refuse them, so they wait here.
import type { SqlDriverAdapter, SqlDriverAdapterFactory, Transaction } from '@prisma/driver-adapter-utils'

/** The same adapter, whose transactions send a query once the one before it is answered. A query that fails does not stop the next one. */
export function oneAtATime(inner: SqlDriverAdapterFactory): SqlDriverAdapterFactory {
  return {
    provider: inner.provider,
    adapterName: inner.adapterName,
    connect: async () => {
      const adapter: SqlDriverAdapter = await inner.connect()
      const startTransaction = adapter.startTransaction.bind(adapter)
      adapter.startTransaction = async (...options) => inLine(await startTransaction(...options))
      return adapter
    },
  }
}

/** COMMIT, ROLLBACK and savepoints are queries too, and wait like the others. */
function inLine(transaction: Transaction): Transaction {
  const queryRaw = transaction.queryRaw.bind(transaction)
  const executeRaw = transaction.executeRaw.bind(transaction)
  let last: Promise<unknown> = Promise.resolve()
  const next = <T>(query: () => Promise<T>): Promise<T> => {
    const result = last.then(query)
    last = result.catch(() => undefined)
    return result
  }
  transaction.queryRaw = (query) => next(() => queryRaw(query))
  transaction.executeRaw = (query) => next(() => executeRaw(query))
  return transaction
}
