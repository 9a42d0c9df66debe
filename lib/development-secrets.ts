// Secrets for trying Concord on one's own machine: made once, kept in .data beside the database they seal, so that a
// restart keeps people signed in and tokens readable. Never used in production unless the demo passes them on.
import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'

const FILE = '.data/secrets.json'

export type DevelopmentSecrets = { readonly NEXTAUTH_SECRET: string; readonly TOKEN_KEY: string }

export function developmentSecrets(): DevelopmentSecrets {
  mkdirSync('.data', { recursive: true, mode: 0o711 })
  const made = {
    NEXTAUTH_SECRET: randomBytes(32).toString('base64'),
    TOKEN_KEY: randomBytes(32).toString('base64'),
  }
  try {
    // Fails when the file is there: of several processes that start together one makes the secrets.
    writeFileSync(FILE, JSON.stringify(made), { flag: 'wx', mode: 0o600 })
    return made
  } catch {
    return JSON.parse(readFileSync(FILE, 'utf8')) as DevelopmentSecrets
  }
}
