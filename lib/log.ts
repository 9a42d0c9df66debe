// The log: constant event texts with facts beside them. It cannot print a name, an address or a token, because a fact is printed only if
// it has a shape that contact data and secrets do not have. Everything else is left out.
import pino from 'pino'
import { env } from './env'

export type Facts = Readonly<Record<string, unknown>>

/** Words of ours that these facts consist of; free text under these names is left out. */
const WORDS = new Set(['kind', 'state', 'status', 'reason', 'provider', 'method', 'outcome'])
/** The number that Next computes from an error; a failed page asks people to quote it. */
const REFERENCE = /^\d{1,12}$/
const WORD = /^[a-zA-Z][a-zA-Z-]{0,39}$/
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const TIME = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/
/** "TypeError at plan (/app/lib/sync/plan.ts:10:5) at ...": the place of an error without its message. */
const TRACE = /^\w*( at [^@"']*?(:\d+:\d+|<anonymous>)\)?)*$/

/** The facts that may be printed, and how many were left out. */
export function printable(facts: Facts): Record<string, unknown> {
  const entries = Object.entries(facts).filter(([, fact]) => fact !== undefined)
  const passed = entries
    .filter(([name, fact]) => mayPass(name, fact))
    .map(([name, fact]) => [name, plain(fact)])
  const left = entries.length - passed.length
  return { ...Object.fromEntries(passed), ...(left > 0 ? { leftOut: left } : {}) }
}

function mayPass(name: string, fact: unknown): boolean {
  if (fact === null || typeof fact === 'boolean' || fact instanceof Date) return true
  // Nine or more digits could be a phone number. Apart from times, none of our numbers gets that large.
  if (typeof fact === 'number') return Math.abs(fact) < 1e9
  if (fact instanceof Error) return true
  if (typeof fact !== 'string') return false
  if (UUID.test(fact) || TIME.test(fact)) return true
  if (name === 'reference') return REFERENCE.test(fact)
  return (WORDS.has(name) && WORD.test(fact)) || (name === 'error' && TRACE.test(fact))
}

function plain(fact: unknown): unknown {
  return fact instanceof Error ? traceOf(fact) : fact
}

/** The place of an error without its message, which may quote what a person wrote. */
export function traceOf(error: Error): string {
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line))
  const name = /^\w+$/.test(error.name) ? error.name : 'Error'
  return [name, ...frames.slice(0, 6).map((line) => line.trim())].join(' ')
}

type Level = 'debug' | 'info' | 'warn' | 'error'
export type Log = Readonly<Record<Level, (event: string, facts?: Facts) => void>>

/** A log that writes to the destination. Events are constant sentences; facts are passed separately. */
export function logTo(destination: pino.DestinationStream, level: string): Log {
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination)
  const at =
    (name: Level) =>
    (event: string, facts: Facts = {}) =>
      logger[name](printable(facts), event)
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}

/**
 * From now on, errors that libraries and Next write to the console go to the log instead, reduced to their place. While `known` says that
 * the cause was logged already, they are left out: each open page would repeat them every second.
 */
export function quietConsole(known: () => boolean): void {
  console.error = reported('error', known)
  console.warn = reported('warn', known)
}

// A message may quote data: Postgres names the value that it rejects, Prisma the row. Texts without an error are Next's warnings about
// requests and quote these, so only their number is logged.
const reported =
  (level: 'error' | 'warn', known: () => boolean) =>
  (...parts: readonly unknown[]): void => {
    if (!known()) log[level]('reported by a library', factsOf(parts))
  }

export function factsOf(parts: readonly unknown[]): Facts {
  const error = parts.find((one) => one instanceof Error)
  return { error, reference: error && 'digest' in error ? error.digest : undefined }
}

let opened: Log | undefined

function standard(): Log {
  opened ??= logTo(pino.destination(1), env().LOG_LEVEL)
  return opened
}

export const log: Log = {
  debug: (event, facts) => standard().debug(event, facts),
  info: (event, facts) => standard().info(event, facts),
  warn: (event, facts) => standard().warn(event, facts),
  error: (event, facts) => standard().error(event, facts),
}
