// E-mails, with a real SMTP server: who gets one, that two workers send it once, and what happens while the server fails.
import { createServer } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest'
import { mailTrouble } from '@/lib/store/notify/mail'
import { pauseSync } from '@/lib/store/steering/pause'
import { HOUR, MINUTE } from '@/lib/time'
import { owner, withDatabase } from '@/testing/database/test-database'
import { type Fixture, person, setUpFixture } from '@/testing/scenarios/fixture'
import { notifyPeople } from './send-due'
import { openMailer } from './smtp'

withDatabase()

const received: { readonly to: string; readonly text: string }[] = []
let refuses = false
const server = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  logger: false,
  onRcptTo: (_address, _session, done) =>
    done(refuses ? Object.assign(new Error('no such user'), { responseCode: 550 }) : null),
  onData: (stream, session, done) => {
    let text = ''
    stream.on('data', (part: Buffer) => {
      text += part.toString()
    })
    stream.on('end', () => {
      received.push({ to: session.envelope.rcptTo.map(({ address }) => address).join(), text })
      done()
    })
  },
})
const port = await new Promise<number>((resolve) => {
  const listening = server.listen(0, '127.0.0.1', () => {
    const address = listening.address()
    resolve(typeof address === 'object' && address ? address.port : 0)
  })
})
const mailer =
  (at = port) =>
  () =>
    openMailer({ SMTP_URL: `smtp://127.0.0.1:${at}`, MAIL_FROM: 'concord@example.com' } as never)

beforeEach(() => {
  received.length = 0
})
afterEach(() => owner().firm.deleteMany())
afterAll(() => new Promise<void>((resolve) => server.close(resolve)))

/** A sync that goes on by itself, of which every e-mail may be due now. */
async function inSync(): Promise<Fixture> {
  const fixture = await setUpFixture()
  fixture.account.add(person('Ana', 'Lima'))
  await fixture.start(await fixture.preview())
  return fixture
}

const loseAccess = ({ connection }: Fixture, at: Date | null = new Date()) =>
  owner().connection.update({ where: { id: connection.id }, data: { consentLostAt: at } })

const start = Date.now()
const after = (ms: number) => new Date(start + ms)
const look = (ms: number, open = mailer()) => notifyPeople(after(ms), open)

it('one is sent once the need stays, with the link and the sender, and not again the same day', async () => {
  const fixture = await inSync()
  await loseAccess(fixture)
  await look(MINUTE)
  expect(received).toEqual([])
  await look(12 * MINUTE)
  expect(received.map(({ to }) => to)).toEqual(['ana@example.com'])
  expect(received[0]?.text).toContain('/settings/sync/google')
  expect(received[0]?.text).toContain('From: Concord <concord@example.com>')
  expect(received[0]?.text).toContain('Auto-Submitted: auto-generated')
  await look(HOUR)
  await loseAccess(fixture, null)
  await look(2 * HOUR)
  await loseAccess(fixture)
  await look(3 * HOUR)
  await look(4 * HOUR)
  expect(received).toHaveLength(1)
})

it('several workers that look at the same moment send it once', async () => {
  await loseAccess(await inSync())
  await look(MINUTE)
  await Promise.all([1, 2, 3].map(() => look(12 * MINUTE)))
  expect(received).toHaveLength(1)
})

it('nobody gets one who is not needed: in sync, paused, or removed from the firm', async () => {
  await inSync()
  const paused = await inSync()
  await loseAccess(paused)
  await pauseSync(paused.actor, paused.sync.id)
  const removed = await inSync()
  await loseAccess(removed)
  await owner().user.update({ where: { id: removed.actor.userId }, data: { removedAt: new Date() } })
  await look(MINUTE)
  await look(12 * MINUTE)
  expect(received).toEqual([])
})

it('a server that is away, or that refuses, is said on Sync Status and tried again later', async () => {
  const fixture = await inSync()
  await loseAccess(fixture)
  const closed = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => closed.once('listening', resolve))
  const address = closed.address()
  await new Promise((resolve) => closed.close(resolve))
  const away = mailer(typeof address === 'object' && address ? address.port : 1)
  await look(MINUTE)
  await look(12 * MINUTE, away)
  expect(await mailTrouble(fixture.actor)).toMatchObject({ people: 1, problem: 'unreachable' })
  await look(14 * MINUTE)
  expect(received).toEqual([])
  refuses = true
  await look(18 * MINUTE)
  refuses = false
  expect(await mailTrouble(fixture.actor)).toMatchObject({ people: 1, problem: 'address' })
  await look(40 * MINUTE)
  expect(received).toHaveLength(1)
  expect(await mailTrouble(fixture.actor)).toBeNull()
})

it('without a server nothing is sent and nothing is noted', async () => {
  await loseAccess(await inSync())
  await notifyPeople(after(12 * MINUTE), () => openMailer({} as never))
  expect(await owner().personMail.count()).toBe(0)
})
