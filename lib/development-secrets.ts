// Secrets for trying Concord on your own machine. They are created once and stored in .data beside the database, so that people stay
// signed in and tokens stay readable after a restart. Production does not use them, unless the demo passes them on.
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
    // Fails if the file exists: of several processes that start together, only one creates the secrets.
    writeFileSync(FILE, JSON.stringify(made), { flag: 'wx', mode: 0o600 })
    return made
  } catch {
    return JSON.parse(readFileSync(FILE, 'utf8')) as DevelopmentSecrets
  }
}
