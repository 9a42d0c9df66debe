// Removes characters that cannot be stored (lib/domains/text/storable.ts) at the one place that every query passes, so that no
// caller can forget it. Otherwise a single NUL or half a character in a note would fail the statement, and the account's step with it.
import type {
  ArgType,
  SqlDriverAdapter,
  SqlDriverAdapterFactory,
  SqlQuery,
  SqlQueryable,
} from '@prisma/driver-adapter-utils'
import { storableJson, storableText } from '@/lib/domains/text/storable'

export function storableAdapter(inner: SqlDriverAdapterFactory): SqlDriverAdapterFactory {
  return {
    provider: inner.provider,
    adapterName: inner.adapterName,
    connect: async () => {
      const adapter: SqlDriverAdapter = gated(await inner.connect())
      const startTransaction = adapter.startTransaction.bind(adapter)
      adapter.startTransaction = async (...options) => gated(await startTransaction(...options))
      return adapter
    },
  }
}

function gated<Q extends SqlQueryable>(queryable: Q): Q {
  const queryRaw = queryable.queryRaw.bind(queryable)
  const executeRaw = queryable.executeRaw.bind(queryable)
  queryable.queryRaw = (query) => queryRaw(storableQuery(query))
  queryable.executeRaw = (query) => executeRaw(storableQuery(query))
  return queryable
}

function storableQuery(query: SqlQuery): SqlQuery {
  const json = jsonArgs(query)
  const args = query.args.map((arg, at) => storableArg(arg, json.has(at)))
  return { ...query, args }
}

/** The arguments that are JSON: by the column's type, or by the cast in raw SQL. */
function jsonArgs({ sql, argTypes }: SqlQuery): ReadonlySet<number> {
  const typed = argTypes.flatMap(({ scalarType }: ArgType, at) => (scalarType === 'json' ? [at] : []))
  const cast = [...sql.matchAll(/\$(\d+)(?:::text)?::jsonb?\b/g)].map(([, number]) => Number(number) - 1)
  return new Set([...typed, ...cast])
}

function storableArg(arg: unknown, isJson: boolean): unknown {
  if (typeof arg === 'string') return isJson ? storableJson(arg) : storableText(arg)
  return Array.isArray(arg) ? arg.map((item) => storableArg(item, isJson)) : arg
}
