// Sends one request of a webhook to addresses that were checked. It follows no redirect and reads no answer but its status.
import { request as overHttp } from 'node:http'
import { request as overHttps } from 'node:https'
import { AddressRefused, checkedAddresses, hostOf } from './address'

const TIMEOUT_MS = 10_000

export interface Posted {
  /** Null: no answer came. */
  readonly status: number | null
  readonly problem: 'refusedAddress' | 'unreachable' | 'answer' | null
}

export async function post(
  address: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  allowsLoopback: boolean,
): Promise<Posted> {
  const url = new URL(address)
  try {
    const addresses = await checkedAddresses(hostOf(url), allowsLoopback)
    const status = await send(url, body, headers, addresses)
    return { status, problem: status >= 200 && status < 300 ? null : 'answer' }
  } catch (error) {
    return { status: null, problem: error instanceof AddressRefused ? 'refusedAddress' : 'unreachable' }
  }
}

function send(
  url: URL,
  body: string,
  headers: Readonly<Record<string, string>>,
  addresses: Awaited<ReturnType<typeof checkedAddresses>>,
): Promise<number> {
  const request = url.protocol === 'https:' ? overHttps : overHttp
  const [first] = addresses
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: 'POST',
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        agent: false,
        signal: AbortSignal.timeout(TIMEOUT_MS),
        // Not resolved again: another answer of the name's server would be another address.
        lookup: (_host, options, done) => {
          if (options.all) done(null, [...addresses])
          else done(null, first?.address ?? '', first?.family ?? 4)
        },
      },
      (answer) => {
        answer.destroy()
        resolve(answer.statusCode ?? 0)
      },
    )
    sent.once('error', reject)
    sent.end(body)
  })
}
