// Removes characters that cannot be stored (lib/domains/text/storable.ts) at the one place that every query passes, so that no
// caller can forget it. Otherwise a single NUL or half a character in a note would fail the statement, and the account's step with it.
import type { ArgType, SqlDriverAdapterFactory, SqlQuery } from '@prisma/driver-adapter-utils'
import { storableJson, storableText } from '@/lib/domains/text/storable'
import { mapQueries } from './adapter-queries'

export const storableAdapter = (inner: SqlDriverAdapterFactory): SqlDriverAdapterFactory =>
  mapQueries(inner, storableQuery)

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
