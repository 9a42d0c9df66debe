// The pages at 25,000 contacts and 500,000 stored changes, from the production build on loopback: the time of each page alone, with
// 20 people at once. main.ts runs it in a separate process; it prints its figures as JSON.
import { setEnv } from '@/lib/env'
import type { Owner } from '@/lib/store/database/owner'
import { quantile } from './measure'
import type { Person } from './office'
import { PEOPLE, type Seeded, seed } from './pages/seed'
import { type Answer, actionCall, actionId, cookieOf, type Served, serveBuild } from './served'
import { printFigures } from './walk'

const ALONE = 40
const WARM_UP = 8
const LOAD_MS = 20_000
const ACTIONS = 'app/settings/sync/[provider]/preview/actions.ts'

export interface PageFigures {
  readonly name: string
  /** From the request to the last byte, one request at a time. */
  readonly p50Ms: number
  readonly p95Ms: number
  /** With 20 people at once; null: only asked alone. */
  readonly loadP99Ms: number | null
  readonly kilobytes: number
}

export interface PagesFigures {
  readonly pages: readonly PageFigures[]
  readonly people: number
  readonly requestsPerSecond: number
  readonly loadP50Ms: number
  readonly loadP99Ms: number
}

interface Visit {
  readonly name: string
  /** As the person of this number; some pages are one person's. */
  readonly visit: (person: number) => Promise<Answer>
  readonly isUnderLoad: boolean
}

setEnv({ LOG_LEVEL: 'silent' })
await printFigures(async (owner, url) => {
  const seeded = await seed(owner)
  const served = await serveBuild(url)
  try {
    return await figures(await visits(owner, served, seeded))
  } finally {
    await served.stop()
  }
})

async function figures(all: readonly Visit[]): Promise<PagesFigures> {
  const alone: PageFigures[] = []
  for (const one of all) alone.push(await measureAlone(one))
  const { times, seconds } = await underLoad(all.filter(({ isUnderLoad }) => isUnderLoad))
  const every = [...times.values()].flat()
  return {
    pages: alone.map((one) => ({
      ...one,
      loadP99Ms: times.has(one.name) ? at(times.get(one.name), 0.99) : null,
    })),
    people: PEOPLE,
    requestsPerSecond: Math.round(every.length / seconds),
    loadP50Ms: at(every, 0.5),
    loadP99Ms: at(every, 0.99),
  }
}

async function measureAlone({ name, visit }: Visit): Promise<PageFigures> {
  for (let n = 0; n < WARM_UP; n += 1) await good(name, visit(0))
  const times: number[] = []
  let text = ''
  for (let n = 0; n < ALONE; n += 1) {
    const answer = await good(name, visit(0))
    times.push(answer.ms)
    text = answer.text
  }
  const kilobytes = Math.round(text.length / 1024)
  return {
    name,
    p50Ms: at(times, 0.5),
    p95Ms: at(times, 0.95),
    loadP99Ms: null,
    kilobytes,
  }
}

/** Each person loads one page after the other, each time another one. */
async function underLoad(all: readonly Visit[]) {
  const times = new Map(all.map(({ name }): [string, number[]] => [name, []]))
  const began = performance.now()
  const person = async (number: number) => {
    for (let n = number; performance.now() - began < LOAD_MS; n += 1) {
      const one = all[n % all.length]
      if (!one) return
      const { ms } = await good(one.name, one.visit(number))
      times.get(one.name)?.push(ms)
    }
  }
  await Promise.all(Array.from({ length: PEOPLE }, (_, number) => person(number)))
  return { times, seconds: (performance.now() - began) / 1000 }
}

async function good(name: string, answer: Promise<Answer>): Promise<Answer> {
  const got = await answer
  if (got.status !== 200) throw new Error(`${name}: ${got.status} ${got.text.slice(0, 300)}`)
  return got
}

async function visits(
  owner: Owner,
  served: Served,
  { people, previewing, syncing }: Seeded,
): Promise<readonly Visit[]> {
  const cookies = await Promise.all(people.map(cookieOf))
  const cookieOfPerson = ({ sessionId }: Person) =>
    cookies[people.findIndex((one) => one.sessionId === sessionId)] ?? ''
  const anyone = (name: string, path: string): Visit => ({
    ...{ name, isUnderLoad: true },
    visit: (person) => served.get(path, cookies[person % cookies.length] ?? ''),
  })
  const only = (who: Person, name: string, path: string): Visit => ({
    ...{ name, isUnderLoad: true },
    visit: () => served.get(path, cookieOfPerson(who)),
  })
  const middle = await middleRows(owner, previewing.runId)
  const { person: ana } = previewing
  const { person: ben } = syncing
  const sync = '/settings/sync/google'
  return [
    anyone('contact list', '/contacts'),
    anyone('contact list, page 250', `/contacts?after=${middle.contact}`),
    anyone('search, a common name', '/contacts?q=anna'),
    anyone('search, an address', `/contacts?q=${encodeURIComponent(middle.email)}`),
    anyone('contact', `/contacts/${middle.contact}`),
    only(ana, 'preview', `${sync}/preview`),
    only(ana, 'preview, middle page', `${sync}/preview?view=all&after=${middle.change}`),
    only(ana, 'preview, filter', `${sync}/preview?view=addRemote`),
    only(ana, 'preview, search', `${sync}/preview?view=all&q=anna`),
    only(ana, 'status of a preview', sync),
    only(ben, 'status of an active sync', sync),
    only(ben, 'waiting changes', `${sync}/preview/waiting`),
    ...(await bulkExclude(served, cookieOfPerson(ana), previewing)),
  ]
}

async function middleRows({ client }: Owner, runId: string) {
  const [contact] = await client.contact.findMany({
    orderBy: [{ sortKey: 'asc' }, { id: 'asc' }],
    skip: 12_500,
    take: 1,
  })
  const [change] = await client.change.findMany({
    where: { runId },
    orderBy: [{ sortKey: 'asc' }, { id: 'asc' }],
    skip: 12_500,
    take: 1,
  })
  const { emails } = (contact?.value ?? { emails: [] }) as { emails: { value: string }[] }
  return { contact: contact?.id ?? '', change: change?.id ?? '', email: emails[0]?.value ?? '' }
}

/** Excludes and includes again all changes of a filter, in turns, as the buttons of the page do. */
async function bulkExclude(
  served: Served,
  cookie: string,
  { syncId, runId }: Pick<Seeded['previewing'], 'syncId' | 'runId'>,
): Promise<readonly Visit[]> {
  const [exclude, include] = [await actionId(ACTIONS, 'exclude'), await actionId(ACTIONS, 'include')]
  const call = (id: string, ...args: readonly unknown[]) =>
    served.ask('/settings/sync/google/preview', cookie, actionCall(id, ['google', ...args]))
  const turns = (name: string, q: string): Visit => {
    let batch: string | null = null
    return {
      ...{ name, isUnderLoad: false },
      visit: async () => {
        const seen = { scope: { syncId, runId }, asOf: '18446744073:18446744073:', q: '', shown: [] }
        if (batch !== null) {
          const which = { batch }
          batch = null
          return call(include, seen, which)
        }
        batch = crypto.randomUUID()
        return call(exclude, seen, { kind: 'matching', filter: { view: 'addRemote', q } }, batch)
      },
    }
  }
  return [turns('exclude 25,000 or include them', ''), turns('exclude a search or include it', 'anna')]
}

/** The quantile, rounded. */
function at(times: readonly number[] = [], share: number): number {
  return Math.round(quantile(times, share))
}
