// What an address says behind its "?": read so that nothing odd in it breaks a page.

/** As Next gives it: a name that stands there twice comes as a list. */
export type QueryValue = string | readonly string[] | undefined

export type Query = Readonly<Record<string, QueryValue>>

/** The first of what an address says under a name; null where it says nothing. */
export const one = (value: QueryValue): string | null => [value].flat()[0] ?? null

/**
 * What a table says about a key that comes from outside. Only what was written into the table counts: `__proto__` and `constructor`
 * are no keys of it.
 */
export function lookUp<T>(table: Readonly<Record<string, T>>, key: string | null): T | undefined {
  return key !== null && Object.hasOwn(table, key) ? table[key] : undefined
}
