// Keeps Postgres's statistics true while a sync writes tens of thousands of rows (docs/decisions/0590).
import { dbOfNoFirm } from './client'

/** How often the worker looks, in milliseconds. */
const EVERY_MS = 2_000

let looked = Number.NEGATIVE_INFINITY

/** Counts the tables that have doubled since they were last counted. Called after each step of a run; it looks at most every two seconds. */
export async function countGrownTables(): Promise<void> {
  if (performance.now() - looked < EVERY_MS) return
  looked = performance.now()
  await dbOfNoFirm().$queryRaw`select count_grown_tables()::text`
}
