// The emulator as a program: npx tsx emulator/main.ts --port 4400 --seed lifelike [--quotas google] [--lag 60000] [--keep FILE]
import { parseArgs } from 'node:util'
import { SEED_NAMES, type SeedName } from './seeds/seeds'
import { startEmulator } from './server'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4400' },
    host: { type: 'string', default: '127.0.0.1' },
    seed: { type: 'string', default: 'lifelike' },
    quotas: { type: 'string', default: 'off' },
    lag: { type: 'string', default: '0' },
    keep: { type: 'string' },
  },
})

const isSeed = (name: string): name is SeedName => SEED_NAMES.some((one) => one === name)

if (!isSeed(values.seed)) throw new Error(`--seed is one of ${SEED_NAMES.join(', ')}`)
if (values.quotas !== 'off' && values.quotas !== 'google') throw new Error('--quotas is off or google')

const emulator = await startEmulator({
  port: Number(values.port),
  host: values.host,
  seed: values.seed,
  quotas: values.quotas,
  lagMs: Number(values.lag),
  ...(values.keep ? { keepIn: values.keep } : {}),
})
const people = emulator.accounts().map(({ email, contacts }) => `${email} (${contacts} contacts)`)
console.log(`Google emulator on ${emulator.url}: ${people.join(', ')}`)

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    void emulator.close().then(() => process.exit(0))
  })
