// Prints Google's answers to the open questions beside the emulator's:
// npx tsx emulator/record.ts --token ACCESS_TOKEN [--root https://people.googleapis.com/]
import { parseArgs } from 'node:util'
import { probe } from './probe'
import { startEmulator } from './server'

const { values } = parseArgs({
  options: { token: { type: 'string' }, root: { type: 'string', default: 'https://people.googleapis.com/' } },
})
if (!values.token)
  throw new Error(
    '--token is missing: an access token with the scope https://www.googleapis.com/auth/contacts',
  )

const emulator = await startEmulator()
const { accessToken } = emulator.issueTokens({ account: 'ana@example.com' })
const ours = await probe(emulator.url, accessToken)
await emulator.close()
const theirs = await probe(values.root, values.token)

for (const [question, answer] of Object.entries(ours)) {
  const same = theirs[question] === answer
  console.log(
    `${same ? 'same  ' : 'DIFFERS'} ${question}\n    Google:   ${theirs[question]}\n    emulator: ${answer}`,
  )
}
