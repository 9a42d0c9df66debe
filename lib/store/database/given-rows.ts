// Gives a statement many rows as one JSON text. Prisma writes every parameter of raw SQL as JSON and reads it again, twice: for the megabytes
// of a batch that costs more processor time than the statement, and several copies of it in memory. So Prisma is given a short name for the
// text, and the driver adapter puts the text in its place (docs/decisions/0430).
import type { SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils'
import { mapQueries } from './adapter-queries'
import { Prisma } from './generated/client'

declare global {
  /** One per process: a bundler may load this file several times. */
  var concordGivenTexts: Map<string, string> | undefined
}

/** A name that no value of a person can be: its end is drawn anew in each process and never leaves it. */
const PREFIX = `concord-text-${crypto.randomUUID()}-`

const texts = (): Map<string, string> => {
  globalThis.concordGivenTexts ??= new Map()
  return globalThis.concordGivenTexts
}

/** Runs a statement that takes `rows` as a parameter of type jsonb: `jsonb_to_recordset(${given})`. */
export const withRows = <T>(
  rows: readonly object[],
  statement: (given: Prisma.Sql) => PromiseLike<T>,
): Promise<T> => withJson(JSON.stringify(rows), statement)

/** The same for JSON that is text already. */
export async function withJson<T>(
  json: string,
  statement: (given: Prisma.Sql) => PromiseLike<T>,
): Promise<T> {
  const name = `${PREFIX}${crypto.randomUUID()}`
  texts().set(name, json)
  try {
    return await statement(Prisma.sql`${name}::jsonb`)
  } finally {
    texts().delete(name)
  }
}

/** An adapter that sends the texts in place of their names. */
export const givenTexts = (inner: SqlDriverAdapterFactory): SqlDriverAdapterFactory =>
  mapQueries(inner, (query) => {
    const given = texts()
    if (given.size === 0) return query
    return {
      ...query,
      args: query.args.map((arg) => (typeof arg === 'string' ? (given.get(arg) ?? arg) : arg)),
    }
  })
