// The settings, and the only code that reads process.env. Bad or missing settings prevent the start with one SettingError, which has a
// clear sentence for each and never shows a value. .env.example explains every setting.
import { BlockList } from 'node:net'
import { z } from 'zod'
import { asciiLower } from './ascii'
import { developmentSecrets } from './development-secrets'
import { readNetworks } from './http/networks'
import { isLoopbackHost, issuerName } from './issuer'
import { isWeakKey, isWeakText } from './secret-strength'

export type Env = z.infer<typeof schema>
type Source = Readonly<Record<string, string | undefined>>

/** The message is for the person who starts Concord: one line for each problem. */
export class SettingError extends Error {
  /** Printed without a stack trace, since it is not a bug. */
  readonly expected = true
}

/** The emulator's port in `npm run dev` and `npm run demo`, if it is free. */
export const EMULATOR_PORT = 3901

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
const MISSING = 'is missing'
const KEY = `must be 32 bytes in base64 (made by: node -p "crypto.randomBytes(32).toString('base64')")`
const ADDRESS = 'must be an address that begins with http:// or https://'

const address = z.url({ protocol: /^https?$/, error: ADDRESS })
const bare = address.transform((url) => url.replace(/\/+$/, ''))
const root = address.transform((url) => `${url.replace(/\/+$/, '')}/`)
const postgres = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'must be an address that begins with postgresql://',
})
const PORT = 'must be a port number'
const port = z.coerce.number(PORT).int(PORT).min(1, PORT).max(65_535, PORT).default(3000)
const required = z.string(MISSING)
const secret = required.min(16, 'must have at least 16 characters')
const key = z
  .string(MISSING)
  .transform((text) => Buffer.from(text, 'base64'))
  .refine((bytes) => bytes.length === 32, KEY)

const QUOTAS = ['criticalReads', 'criticalWrites', 'deletes', 'fullReads', 'dailyWrites'] as const
type Quota = (typeof QUOTAS)[number]

/** `criticalWrites=60 dailyWrites=200000`, in any order. */
function quotas(text: string, context: z.RefinementCtx): Partial<Record<Quota, number>> {
  const pairs = text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((pair) => pair.split('='))
  const wrong = pairs.some(
    ([name, units]) => !QUOTAS.some((one) => one === name) || !/^[1-9]\d*$/.test(units ?? ''),
  )
  if (wrong)
    context.addIssue({
      code: 'custom',
      message: `must be like criticalWrites=60 dailyWrites=200000; there are ${QUOTAS.join(', ')}`,
    })
  return Object.fromEntries(pairs.map(([name, units]) => [name, Number(units)]))
}

/** `10.0.0.0/8, ::1`: networks whose X-Forwarded-For is believed. */
function networks(text: string, context: z.RefinementCtx): BlockList {
  const read = readNetworks(text)
  if (!read)
    context.addIssue({
      code: 'custom',
      message: 'must be networks like 10.0.0.0/8 or addresses, with commas between',
    })
  return read ?? new BlockList()
}

/** `example.com, example.org` */
function domains(text: string, context: z.RefinementCtx): readonly string[] {
  const names = asciiLower(text)
    .split(/[\s,]+/)
    .filter(Boolean)
  if (!names.every((name) => /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]([a-z0-9-]*[a-z0-9])$/.test(name)))
    context.addIssue({ code: 'custom', message: 'must be domains like example.com, with commas between' })
  return names
}

const schema = z.object({
  NODE_ENV: z.string().default('development'),
  DATABASE_URL: postgres.optional(),
  /**
   * The URL of the application's own login, if an administrator created one; otherwise Concord creates it
   * (lib/store/database/app-login.ts).
   */
  DATABASE_APP_URL: postgres.optional(),
  PORT: port,
  /** The address that the web server listens on. The default is reachable from this machine only. */
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'must be an address or a name of this machine, such as 0.0.0.0')
    .default('localhost'),
  /** If empty, X-Forwarded-For is ignored. */
  TRUSTED_PROXIES: z.string().default('').transform(networks),
  /** In lower case: the only address that may create the firm. */
  FOUNDER_EMAIL: z.email('must be an email address like name@example.com').transform(asciiLower).optional(),
  /** In lower case. If empty, any domain is allowed. */
  ALLOWED_DOMAINS: z.string().default('').transform(domains),
  /** A passphrase that encrypts backups. */
  BACKUP_KEY: secret.optional(),
  /** Lets a monitoring system read /api/metrics. */
  METRICS_TOKEN: secret.optional(),
  /** Where traces of runs go (OTLP over HTTP), such as http://collector:4318. Without it there are none. */
  OTEL_EXPORTER_OTLP_ENDPOINT: bare.optional(),
  /** The server that sends e-mail, such as smtps://name:password@smtp.example.com. Without it notices stay in the app. */
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'must be an address that begins with smtp:// or smtps://' })
    .optional(),
  /** The sender of e-mail. */
  MAIL_FROM: z.email('must be an email address like concord@example.com').optional(),
  /** Where to report a security problem; shown in security.txt. */
  SECURITY_CONTACT: z
    .string()
    .regex(/^(mailto:[^\s@]+@[^\s@]+|https:\/\/[^\s/]+\S*)$/, 'must begin with mailto: or https://')
    .optional(),
  /** Public address of the app, without a trailing slash. */
  NEXTAUTH_URL: bare,
  NEXTAUTH_SECRET: secret,
  NEXTAUTH_SECRET_OLD: secret.optional(),
  TOKEN_KEY: key,
  TOKEN_KEY_OLD: key.optional(),
  GOOGLE_CLIENT_ID: required,
  GOOGLE_CLIENT_SECRET: required,
  /** Without a trailing slash. */
  GOOGLE_ISSUER: bare.default('https://accounts.google.com'),
  /** With a trailing slash, like the next one. */
  GOOGLE_PEOPLE_URL: root.default('https://people.googleapis.com/'),
  GOOGLE_CALENDAR_URL: root.default('https://www.googleapis.com/'),
  /** The quotas that Google grants this project, if they differ from the usual ones. */
  GOOGLE_QUOTAS: z.string().transform(quotas).optional(),
  SYNC_INTERVAL_MINUTES: z.coerce
    .number('must be a number of minutes')
    .positive('must be more than 0 minutes')
    .max(1440, 'must be at most 1440 minutes')
    .default(15),
  WORKER: z.enum(['on', 'off'], 'must be on or off').default('on'),
  LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
})

/** Our own address too: over http cookies would be readable on the way, and Google does not redirect to such an address. */
const ADDRESSES = ['NEXTAUTH_URL', 'GOOGLE_ISSUER', 'GOOGLE_PEOPLE_URL', 'GOOGLE_CALENDAR_URL'] as const

/** Checks the settings of a source. Outside production, missing secrets and the emulator's address get default values. */
export function readEnv(source: Source, madeUp: () => Source = madeUpForDevelopment): Env {
  // In compose files and .env templates an empty value means "not set".
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim()))
  const production = given.NODE_ENV === 'production'
  // An invalid port is reported once, not again as an invalid address.
  const own = `http://localhost:${port.safeParse(given.PORT).data ?? 3000}`
  const asked = { NEXTAUTH_URL: own, ...(production ? {} : madeUp()), ...given }
  const read = schema.safeParse(asked)
  const problems = [
    ...(read.error ? sentences(read.error) : []),
    ...halfMail(given),
    ...(production
      ? openAddresses(given).map((name) => `The setting ${name} must begin with https:// in production.`)
      : []),
    ...(production && read.success ? weakSecrets(read.data) : []),
  ]
  if (!read.success || problems.length > 0) throw new SettingError(problems.join('\n'))
  return read.data
}

/** One sentence lists all missing settings, since people fill them in together. Every other setting gets its first problem. */
function sentences({ issues }: z.ZodError): readonly string[] {
  const wrong = new Map<string, string>()
  for (const { path, message } of issues) {
    const name = String(path[0])
    if (!wrong.has(name)) wrong.set(name, message)
  }
  const missing = [...wrong].filter(([, message]) => message === MISSING).map(([name]) => name)
  const others = [...wrong].filter(([, message]) => message !== MISSING)
  return [...missingSentence(missing), ...others.map(([name, message]) => `The setting ${name} ${message}.`)]
}

function missingSentence(names: readonly string[]): readonly string[] {
  if (names.length < 2) return names.map((name) => `The setting ${name} ${MISSING}.`)
  return [`The settings ${new Intl.ListFormat('en-GB').format(names)} are missing.`]
}

/** Mail needs both settings. */
function halfMail({ SMTP_URL, MAIL_FROM }: Source): readonly string[] {
  if ((SMTP_URL === undefined) === (MAIL_FROM === undefined)) return []
  const [missing, other] = SMTP_URL ? ['MAIL_FROM', 'SMTP_URL'] : ['SMTP_URL', 'MAIL_FROM']
  return [`The setting ${missing} is missing: ${other} needs it.`]
}

/** Old secrets are not checked: a weak one that has a successor is being replaced already. */
function weakSecrets({ NEXTAUTH_SECRET, TOKEN_KEY, BACKUP_KEY }: Env): readonly string[] {
  const weak = {
    NEXTAUTH_SECRET: isWeakText(NEXTAUTH_SECRET),
    TOKEN_KEY: isWeakKey(TOKEN_KEY),
    BACKUP_KEY: BACKUP_KEY !== undefined && isWeakText(BACKUP_KEY),
  }
  const names = Object.entries(weak).flatMap(([name, isWeak]) => (isWeak ? [name] : []))
  return names.map(
    (name) => `The setting ${name} is easy to guess: ${RENEW[name === 'BACKUP_KEY' ? 'backup' : 'other']}`,
  )
}

const MAKE = `node -p "crypto.randomBytes(32).toString('base64')"`
const RENEW = {
  backup: `choose another (made by: ${MAKE}), and keep the former one for the backups that it sealed.`,
  other: `make another (${MAKE}), and put the former one in the setting of the same name with _OLD at its end.`,
}

/** Whether the public address is reachable from this machine only. */
export const isLoopback = ({ NEXTAUTH_URL }: Pick<Env, 'NEXTAUTH_URL'>): boolean =>
  isLoopbackHost(new URL(NEXTAUTH_URL).hostname)

/** Addresses without encryption that leave this machine. */
const openAddresses = (given: Source) => ADDRESSES.filter((name) => isOpen(given[name] ?? ''))

function isOpen(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname } = new URL(address)
  return protocol === 'http:' && !isLoopbackHost(hostname)
}

function madeUpForDevelopment(): Source {
  const emulator = `http://127.0.0.1:${EMULATOR_PORT}`
  const google = {
    GOOGLE_CLIENT_ID: 'concord',
    GOOGLE_CLIENT_SECRET: 'concord-secret',
    GOOGLE_ISSUER: emulator,
    GOOGLE_PEOPLE_URL: emulator,
    GOOGLE_CALENDAR_URL: emulator,
  }
  return { ...developmentSecrets(), ...(process.env.GOOGLE_CLIENT_ID ? {} : google) }
}

let known: Env | undefined

/** The settings of this process, checked on the first call. */
export function env(): Env {
  known ??= readEnv(process.env)
  return known
}

/** The issuer of people's accounts, also for programs that need no other Google setting. */
export const configuredIssuer = (source: Source = process.env): string =>
  issuerName(
    source.GOOGLE_ISSUER?.trim() ||
      (source.NODE_ENV !== 'production' && !source.GOOGLE_CLIENT_ID?.trim()
        ? `http://127.0.0.1:${EMULATOR_PORT}`
        : 'https://accounts.google.com'),
  )

/** Sets environment variables for this process, its libraries and the processes that it starts. */
export function setEnv(values: Source): void {
  Object.assign(process.env, values)
  known = undefined
}

/** Like setEnv, but keeps values that are set already. */
export function setEnvDefaults(values: Source): void {
  setEnv(Object.fromEntries(Object.entries(values).filter(([name]) => !process.env[name]?.trim())))
}

/** The PATH variable as the system writes it. */
export const searchPath = (): string => process.env.PATH ?? ''

/** The environment for a child process: ours, with these values on top. */
export const environmentFor = (values: Source): NodeJS.ProcessEnv =>
  ({ ...process.env, ...values }) as NodeJS.ProcessEnv
