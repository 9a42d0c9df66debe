// The production build of Concord on loopback, on a database of the benchmark, and the part of a browser that asks it: sessions, pages,
// server actions. The build must be there.
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { encode } from 'next-auth/jwt'
import { freePortFrom } from '@/scripts/parts/ports'
import { startNext, startWorkerBeside } from '@/scripts/parts/processes'

const SECRET = 'only for the benchmark, and for nothing else'
const PATIENCE_MS = 60_000

type Values = Readonly<Record<string, string>>

export interface Answer {
  readonly status: number
  readonly text: string
  /** From the request to the last byte of the answer. */
  readonly ms: number
}

export interface Ask {
  readonly method?: string
  readonly headers?: Values
  readonly body?: string | Buffer
}

export interface Served {
  readonly url: string
  readonly pid: number
  readonly get: (path: string, cookie: string) => Promise<Answer>
  readonly ask: (path: string, cookie: string, how: Ask) => Promise<Answer>
  readonly stop: () => Promise<unknown>
}

/** For a process that seals what the server opens. */
export const servedSecrets = () => ({
  ...{ NEXTAUTH_SECRET: SECRET, TOKEN_KEY: createHash('sha256').update(SECRET).digest('base64') },
  ...{ GOOGLE_CLIENT_ID: 'concord', GOOGLE_CLIENT_SECRET: 'concord-secret' },
})

/** `settings`: such as those of an emulated Google. `worker`: with a worker beside it, as `npm start` has. */
export async function serveBuild(
  databaseUrl: string,
  settings: Values = {},
  { worker = false }: { readonly worker?: boolean } = {},
): Promise<Served> {
  const port = await freePortFrom(4700)
  const url = `http://127.0.0.1:${port}`
  const values = {
    ...{ NODE_ENV: 'production', DATABASE_URL: databaseUrl, DATABASE_APP_URL: '', NEXTAUTH_URL: url },
    ...{ ...servedSecrets(), GOOGLE_ISSUER: url },
    ...{ WORKER: 'off', LOG_LEVEL: 'silent', NEXT_MANUAL_SIG_HANDLE: '1', ...settings },
  }
  const server = startNext(['start', '-p', String(port), '-H', '127.0.0.1'], values)
  const agent = new Agent({ keepAlive: true, maxSockets: 100 })
  const ask = (path: string, cookie: string, how: Ask) => answer(agent, url, path, cookie, how)
  await untilHealthy(ask)
  const beside = worker ? startWorkerBeside(values) : null
  return {
    url,
    pid: server.process.pid ?? 0,
    ask,
    get: (path, cookie) => ask(path, cookie, {}),
    stop: async () => {
      agent.destroy()
      await beside?.stop()
      return server.stop()
    },
  }
}

/** As the app seals it after a person signed in. */
export async function cookieOf(session: {
  readonly sessionId: string
  readonly firmId: string
}): Promise<string> {
  const { sessionId, firmId } = session
  return `next-auth.session-token=${await encode({ token: { sessionId, firmId }, secret: SECRET, maxAge: 86_400 })}`
}

/** The id by which a page calls this server action of the build. */
export async function actionId(file: string, name: string): Promise<string> {
  const { node } = JSON.parse(await readFile('.next/server/server-reference-manifest.json', 'utf8'))
  const found = Object.entries<{ filename: string; exportedName: string }>(node).find(
    ([, { filename, exportedName }]) => filename === file && exportedName === name,
  )
  if (!found) throw new Error(`The build has no action ${name} of ${file}`)
  return found[0]
}

/** What a page sends to call a server action whose arguments are JSON. */
export const actionCall = (id: string, args: readonly unknown[]): Ask => ({
  method: 'POST',
  headers: { 'next-action': id, 'content-type': 'text/plain;charset=UTF-8', accept: 'text/x-component' },
  body: JSON.stringify(args),
})

function answer(agent: Agent, url: string, path: string, cookie: string, how: Ask): Promise<Answer> {
  const { method = 'GET', headers = {}, body } = how
  const began = performance.now()
  return new Promise((resolve, reject) => {
    const asked = request(
      `${url}${path}`,
      { agent, method, headers: { cookie, origin: url, ...headers } },
      (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('error', reject)
        response.on('end', () => {
          const text = Buffer.concat(parts).toString('utf8')
          resolve({ status: response.statusCode ?? 0, text, ms: performance.now() - began })
        })
      },
    )
    asked.on('error', reject)
    asked.end(body)
  })
}

async function untilHealthy(ask: Served['ask']): Promise<void> {
  const end = Date.now() + PATIENCE_MS
  while (Date.now() < end) {
    const health = await ask('/api/health', '', {}).catch(() => null)
    if (health?.status === 200) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('The server did not start.')
}
