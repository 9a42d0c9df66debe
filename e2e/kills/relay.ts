// A connection to a server that can be cut silently: sent data is held back, and no connection ends, as when a network
// loses packets or a machine is lost.
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface Relay {
  /** The same address, by way of the wire. */
  readonly url: string
  readonly cut: () => void
  /** What was held back arrives. */
  readonly mend: () => void
  readonly close: () => Promise<void>
}

export async function openRelay(to: string): Promise<Relay> {
  const target = new URL(to)
  const ends = new Set<Socket>()
  let isCut = false
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname)
    for (const [from, into] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(from)
      from.on('data', (bytes) => into.write(bytes))
      from.on('error', () => from.destroy())
      from.on('close', () => {
        ends.delete(from)
        into.destroy()
      })
      if (isCut) from.pause()
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: Object.assign(new URL(to), { hostname: '127.0.0.1', port: String(port) }).href,
    cut: () => {
      isCut = true
      for (const end of ends) end.pause()
    },
    mend: () => {
      isCut = false
      for (const end of ends) end.resume()
    },
    close: async () => {
      for (const end of ends) end.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
