// The emulator's controls from another process: the same methods as on the object that startEmulator returns, each returning a promise.
// For browser tests, the benchmark and the demo.
import type { Control } from './control/control'
import { CONTROL_PATH, kebab } from './control/control-http'

export type RemoteControl = {
  readonly [Name in keyof Control]: (
    ...input: Parameters<Control[Name]>
  ) => Promise<Awaited<ReturnType<Control[Name]>>>
}

export function emulatorControl(url: string): RemoteControl {
  const ask = async (name: string, input: unknown): Promise<unknown> => {
    const address = new URL(CONTROL_PATH + kebab(name), url)
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(address, { method: 'POST', headers, body: JSON.stringify(input ?? {}) })
    const body: unknown = await response.json()
    if (!response.ok) throw new Error(`emulator refused ${name}: ${JSON.stringify(body)}`)
    return body
  }
  return new Proxy({} as RemoteControl, {
    // A promise that resolves to this object must not treat it as a thenable.
    get: (_, name) =>
      typeof name === 'string' && name !== 'then' ? (input: unknown) => ask(name, input) : undefined,
  })
}
