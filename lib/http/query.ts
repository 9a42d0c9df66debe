// Reads the query string of an address so that unusual values break no page.

/** As Next passes it: a name that occurs twice becomes a list. */
export type QueryValue = string | readonly string[] | undefined

export type Query = Readonly<Record<string, QueryValue>>

/** The first value of a name; null if there is none. */
export const one = (value: QueryValue): string | null => [value].flat()[0] ?? null

/** Looks up a key that comes from outside. Only the table's own keys count: `__proto__` and `constructor` are not found. */
export function lookUp<T>(table: Readonly<Record<string, T>>, key: string | null): T | undefined {
  return key !== null && Object.hasOwn(table, key) ? table[key] : undefined
}
