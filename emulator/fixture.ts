// The fixture of the emulator's own tests: one emulator per file, reset before each test, and access to an account's address book and
// calendars through Google's own client.
import { calendar_v3 } from 'googleapis/build/src/apis/calendar/v3'
import { people_v1 } from 'googleapis/build/src/apis/people/v1'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { Person } from './people/person'
import { type Emulator, type EmulatorOptions, startEmulator } from './server'

export const ANA = 'ana@example.com'
export const BEN = 'ben@example.com'

export interface Answer {
  readonly status: number
  readonly text: string
  /** The body as JSON; undefined if it is not JSON. */
  readonly body: unknown
}

export interface Owner {
  readonly people: people_v1.Resource$People
  readonly groups: people_v1.Resource$Contactgroups
  readonly calendar: calendar_v3.Calendar
  /** Any request with the owner's token, or with another one. */
  ask(method: string, path: string, body?: unknown, token?: string): Promise<Answer>
}

export interface EmulatorFixture {
  readonly emulator: Emulator
  /** The API as seen by an app with these scopes. */
  owner(account?: string, scopes?: readonly string[]): Owner
}

export async function request(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, { redirect: 'manual', ...init })
  const text = await response.text()
  const isJson = (response.headers.get('content-type') ?? '').startsWith('application/json')
  return { status: response.status, text, body: isJson && text ? JSON.parse(text) : undefined }
}

function ownerOf(emulator: Emulator, account: string, scopes?: readonly string[]): Owner {
  const { accessToken } = emulator.issueTokens({ account, ...(scopes ? { scopes } : {}) })
  const options = {
    rootUrl: `${emulator.url}/`,
    retry: false,
    headers: { authorization: `Bearer ${accessToken}` },
  }
  const api = new people_v1.People(options)
  return {
    people: api.people,
    groups: api.contactGroups,
    calendar: new calendar_v3.Calendar(options),
    ask: (method, path, body, token = accessToken) =>
      request(`${emulator.url}${path}`, {
        method,
        headers: {
          ...(token ? { authorization: `Bearer ${token}` } : {}),
          'content-type': 'application/json',
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
  }
}

/** Starts an emulator for the test file and resets it before each test. */
export function openFixture(options: EmulatorOptions = {}): EmulatorFixture {
  let running: Emulator | undefined
  const emulator = () => {
    if (!running) throw new Error('the fixture opens before the first test')
    return running
  }
  beforeAll(async () => {
    running = await startEmulator(options)
  })
  beforeEach(() => emulator().reset())
  afterAll(() => running?.close())
  return {
    get emulator() {
      return emulator()
    },
    owner: (account = ANA, scopes) => ownerOf(emulator(), account, scopes),
  }
}

export interface ErrorBody {
  readonly code: number
  readonly status: string
  readonly message: string
  readonly details?: readonly Readonly<Record<string, unknown>>[]
}

/** The error in an answer; fails if there is none. */
export function errorIn(answer: Answer): ErrorBody {
  const { error } = (answer.body ?? {}) as { error?: ErrorBody }
  if (!error) throw new Error(`expected a refusal, got ${answer.status}: ${answer.text.slice(0, 300)}`)
  return error
}

/** The error that Google's client reports for a rejected call. */
export async function refusal(call: Promise<unknown>): Promise<ErrorBody> {
  try {
    await call
  } catch (thrown) {
    const { response } = thrown as { response?: { data?: { error?: ErrorBody } } }
    if (response?.data?.error) return response.data.error
    throw thrown
  }
  throw new Error('expected a refusal, but the call went through')
}

export const reasons = (error: ErrorBody): unknown[] =>
  (error.details ?? []).flatMap(({ reason }) => (reason === undefined ? [] : [reason]))

export const violations = (error: ErrorBody): unknown[] =>
  (error.details ?? []).flatMap(({ fieldViolations }) =>
    Array.isArray(fieldViolations) ? fieldViolations : [],
  )

export const named = (givenName: string, more: Person = {}): Person => ({ names: [{ givenName }], ...more })

export const givenNames = (persons: readonly Person[] | undefined): unknown[] =>
  (persons ?? []).map((person) => person.names?.[0]?.givenName)

export const sourceEtag = (person: Person | null | undefined): string =>
  person?.metadata?.sources?.find((source) => source.type === 'CONTACT')?.etag ?? ''

/** What an update must contain to be accepted: the CONTACT source with its etag. */
export const basedOn = (person: Person): Person => ({
  metadata: { sources: [{ type: 'CONTACT', etag: sourceEtag(person) }] },
})
