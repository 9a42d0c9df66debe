// Changes every query on its way from Prisma to the database, outside of transactions and within them.
import type {
  SqlDriverAdapter,
  SqlDriverAdapterFactory,
  SqlQuery,
  SqlQueryable,
} from '@prisma/driver-adapter-utils'

export function mapQueries(
  inner: SqlDriverAdapterFactory,
  change: (query: SqlQuery) => SqlQuery,
): SqlDriverAdapterFactory {
  return {
    provider: inner.provider,
    adapterName: inner.adapterName,
    connect: async () => {
      const adapter: SqlDriverAdapter = mapped(await inner.connect(), change)
      const startTransaction = adapter.startTransaction.bind(adapter)
      adapter.startTransaction = async (...options) => mapped(await startTransaction(...options), change)
      return adapter
    },
  }
}

function mapped<Q extends SqlQueryable>(queryable: Q, change: (query: SqlQuery) => SqlQuery): Q {
  const queryRaw = queryable.queryRaw.bind(queryable)
  const executeRaw = queryable.executeRaw.bind(queryable)
  queryable.queryRaw = (query) => queryRaw(change(query))
  queryable.executeRaw = (query) => executeRaw(change(query))
  return queryable
}
