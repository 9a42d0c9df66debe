// Which settings prevent the start, with which message, and the defaults outside production.
import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { readEnv, SettingError } from './env'
import { isIn } from './http/networks'

const key = createHash('sha256').update('only for this test').digest('base64')
const production = {
  NODE_ENV: 'production',
  NEXTAUTH_SECRET: 'a secret of sufficient length',
  TOKEN_KEY: key,
  GOOGLE_CLIENT_ID: 'id',
  GOOGLE_CLIENT_SECRET: 'secret',
}
const nothingMadeUp = () => ({})

function refusal(source: Record<string, string | undefined>): string {
  try {
    readEnv(source, nothingMadeUp)
  } catch (error) {
    if (error instanceof SettingError) return error.message
    throw error
  }
  return 'accepted'
}

describe('a complete production environment', () => {
  test('is accepted, with defaults for the rest', () => {
    expect(readEnv(production)).toMatchObject({
      PORT: 3000,
      NEXTAUTH_URL: 'http://localhost:3000',
      GOOGLE_ISSUER: 'https://accounts.google.com',
      GOOGLE_PEOPLE_URL: 'https://people.googleapis.com/',
      SYNC_INTERVAL_MINUTES: 15,
      WORKER: 'on',
      LOG_LEVEL: 'info',
    })
  })

  test('accepts quotas that differ from the usual ones', () => {
    const { GOOGLE_QUOTAS } = readEnv({
      ...production,
      GOOGLE_QUOTAS: 'criticalWrites=60, dailyWrites=200000',
    })
    expect(GOOGLE_QUOTAS).toEqual({ criticalWrites: 60, dailyWrites: 200_000 })
  })

  test('sends e-mail with both of its settings, and with one says which is missing', () => {
    const mail = { SMTP_URL: 'smtps://name:password@smtp.example.com', MAIL_FROM: 'concord@example.com' }
    expect(readEnv({ ...production, ...mail })).toMatchObject(mail)
    expect(refusal({ ...production, SMTP_URL: mail.SMTP_URL })).toBe(
      'The setting MAIL_FROM is missing: SMTP_URL needs it.',
    )
    expect(refusal({ ...production, MAIL_FROM: mail.MAIL_FROM })).toBe(
      'The setting SMTP_URL is missing: MAIL_FROM needs it.',
    )
    expect(refusal({ ...production, ...mail, SMTP_URL: 'smtp.example.com' })).toBe(
      'The setting SMTP_URL must be an address that begins with smtp:// or smtps://.',
    )
  })

  test('uses the port in the default address', () => {
    expect(readEnv({ ...production, PORT: '8080' }).NEXTAUTH_URL).toBe('http://localhost:8080')
  })

  test('writes addresses in one form, with or without a trailing slash', () => {
    const read = readEnv({
      ...production,
      GOOGLE_ISSUER: 'https://issuer.example/',
      GOOGLE_PEOPLE_URL: 'https://people.example',
    })
    expect([read.GOOGLE_ISSUER, read.GOOGLE_PEOPLE_URL]).toEqual([
      'https://issuer.example',
      'https://people.example/',
    ])
  })
})

describe('one clear sentence names the setting that is missing or wrong', () => {
  test.each([
    [{ NEXTAUTH_SECRET: undefined }, 'The setting NEXTAUTH_SECRET is missing.'],
    [{ NEXTAUTH_SECRET: 'short' }, 'The setting NEXTAUTH_SECRET must have at least 16 characters.'],
    [{ TOKEN_KEY: '' }, 'The setting TOKEN_KEY is missing.'],
    [{ GOOGLE_CLIENT_ID: ' ' }, 'The setting GOOGLE_CLIENT_ID is missing.'],
    [
      { DATABASE_URL: 'mysql://x/y' },
      'The setting DATABASE_URL must be an address that begins with postgresql://.',
    ],
    [
      { DATABASE_APP_URL: 'mysql://x/y' },
      'The setting DATABASE_APP_URL must be an address that begins with postgresql://.',
    ],
    [{ HOST: 'http://x' }, 'The setting HOST must be an address or a name of this machine, such as 0.0.0.0.'],
    ...['10.0.0.0/33', 'proxy', '::1/129', '10.0.0.0/8/8', '10.0.0.0/'].map(
      (TRUSTED_PROXIES): [object, string] => [
        { TRUSTED_PROXIES },
        'The setting TRUSTED_PROXIES must be networks like 10.0.0.0/8 or addresses, with commas between.',
      ],
    ),
    [{ FOUNDER_EMAIL: 'ana' }, 'The setting FOUNDER_EMAIL must be an email address like name@example.com.'],
    ...['https://example.com', 'example', 'a@example.com', '*.example.com'].map(
      (ALLOWED_DOMAINS): [object, string] => [
        { ALLOWED_DOMAINS },
        'The setting ALLOWED_DOMAINS must be domains like example.com, with commas between.',
      ],
    ),
    [
      { SECURITY_CONTACT: 'ana@example.com' },
      'The setting SECURITY_CONTACT must begin with mailto: or https://.',
    ],
    [{ BACKUP_KEY: 'short' }, 'The setting BACKUP_KEY must have at least 16 characters.'],
    [{ PORT: 'eighty' }, 'The setting PORT must be a port number.'],
    [{ PORT: '70000' }, 'The setting PORT must be a port number.'],
    [{ WORKER: 'maybe' }, 'The setting WORKER must be on or off.'],
    [
      { GOOGLE_QUOTAS: 'writes=60' },
      'The setting GOOGLE_QUOTAS must be like criticalWrites=60 dailyWrites=200000; there are criticalReads, criticalWrites, deletes, fullReads, dailyWrites.',
    ],
    [{ SYNC_INTERVAL_MINUTES: '0' }, 'The setting SYNC_INTERVAL_MINUTES must be more than 0 minutes.'],
    [{ SYNC_INTERVAL_MINUTES: 'often' }, 'The setting SYNC_INTERVAL_MINUTES must be a number of minutes.'],
    [
      { NEXTAUTH_URL: 'concord' },
      'The setting NEXTAUTH_URL must be an address that begins with http:// or https://.',
    ],
  ])('%o', (change, sentence) => {
    expect(refusal({ ...production, ...change })).toBe(sentence)
  })

  test.each(['too short', Buffer.alloc(31).toString('base64'), 'not/base64!'])(
    'TOKEN_KEY %s',
    (TOKEN_KEY) => {
      expect(refusal({ ...production, TOKEN_KEY })).toContain('TOKEN_KEY must be 32 bytes in base64')
    },
  )

  test('without showing the setting’s value', () => {
    expect(refusal({ ...production, TOKEN_KEY: 'hunter2' })).not.toContain('hunter2')
  })
})

test('all problems are reported at once, in the order of the settings, each setting once', () => {
  const bad = { NODE_ENV: 'production', PORT: '0.5', WORKER: 'maybe', GOOGLE_ISSUER: 'http://google.example' }
  expect(refusal(bad)).toBe(
    [
      'The settings NEXTAUTH_SECRET, TOKEN_KEY, GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET are missing.',
      'The setting PORT must be a port number.',
      'The setting WORKER must be on or off.',
      'The setting GOOGLE_ISSUER must begin with https:// in production.',
    ].join('\n'),
  )
})

describe('plain http, to Google or to us,', () => {
  test.each(['NEXTAUTH_URL', 'GOOGLE_ISSUER', 'GOOGLE_PEOPLE_URL', 'GOOGLE_CALENDAR_URL'])(
    'is refused in production: %s',
    (name) => {
      expect(refusal({ ...production, [name]: 'http://somewhere.example' })).toBe(
        `The setting ${name} must begin with https:// in production.`,
      )
    },
  )

  test.each(['http://127.0.0.1:3901', 'http://localhost:1', 'http://[::1]:3901'])(
    'is allowed to the own machine: %s',
    (address) =>
      expect(refusal({ ...production, NEXTAUTH_URL: address, GOOGLE_ISSUER: address })).toBe('accepted'),
  )

  test('is not allowed to a host whose name only looks local', () => {
    expect(refusal({ ...production, GOOGLE_ISSUER: 'http://127.0.0.1.example' })).toContain('https://')
  })
})

describe('in production a secret that is easy to guess is refused, with advice', () => {
  const weak = Buffer.alloc(32, 7).toString('base64')
  test.each([
    [
      { NEXTAUTH_SECRET: 'changemechangeme' },
      /^The setting NEXTAUTH_SECRET is easy to guess: make another .* _OLD/,
    ],
    [{ TOKEN_KEY: weak }, /^The setting TOKEN_KEY is easy to guess: make another/],
    [{ BACKUP_KEY: 'passwordpassword' }, /^The setting BACKUP_KEY is easy to guess: choose another/],
    [{ TOKEN_KEY_OLD: weak, NEXTAUTH_SECRET_OLD: 'changemechangeme' }, /^accepted$/],
  ])('%o', (change, sentence) => {
    expect(refusal({ ...production, ...change })).toMatch(sentence)
    expect(refusal({ ...production, ...change, NODE_ENV: 'development' })).toBe('accepted')
  })
})

test('access settings are read into one form', () => {
  const read = readEnv({
    ...production,
    HOST: '0.0.0.0',
    TRUSTED_PROXIES: '10.0.0.0/8, 2001:db8::1 127.0.0.1',
    FOUNDER_EMAIL: 'Ana@Example.com',
    ALLOWED_DOMAINS: 'Example.com, law.example.co',
    SECURITY_CONTACT: 'mailto:security@example.com',
  })
  expect(read).toMatchObject({
    HOST: '0.0.0.0',
    FOUNDER_EMAIL: 'ana@example.com',
    ALLOWED_DOMAINS: ['example.com', 'law.example.co'],
    SECURITY_CONTACT: 'mailto:security@example.com',
  })
  expect(
    ['10.9.9.9', '2001:db8::1', '127.0.0.1', '2001:db8::2', '11.0.0.1'].map((one) =>
      isIn(read.TRUSTED_PROXIES, one),
    ),
  ).toEqual([true, true, true, false, false])
})

test('outside production missing settings get default values', () => {
  const madeUp = () => ({ ...production, NODE_ENV: undefined })
  expect(readEnv({}, madeUp).GOOGLE_CLIENT_ID).toBe('id')
  expect(readEnv({ GOOGLE_CLIENT_ID: 'mine' }, madeUp).GOOGLE_CLIENT_ID).toBe('mine')
})
