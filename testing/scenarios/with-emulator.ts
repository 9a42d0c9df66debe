// For *.pg.test.ts: an emulator for the tests of a file.
import { afterAll, beforeAll } from 'vitest'
import { type Emulator, type EmulatorOptions, startEmulator } from '@/emulator/server'

/** Call it at the top of the file; the emulator is available once the tests run. */
export function withEmulator(options?: EmulatorOptions): () => Emulator {
  let emulator: Emulator | undefined
  beforeAll(async () => {
    emulator = await startEmulator(options)
  })
  afterAll(() => emulator?.close())
  return () => {
    if (!emulator) throw new Error('the emulator is there once the tests run')
    return emulator
  }
}
