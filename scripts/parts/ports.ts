// Free ports on this machine.
import { createServer } from 'node:net'

export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}

/** The given port, or the next free one after it. */
export async function freePortFrom(port: number): Promise<number> {
  for (let at = port; at < port + 200; at += 1) if (await isFree(at)) return at
  throw new Error(`No free port between ${port} and ${port + 200}.`)
}
