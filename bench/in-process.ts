// Runs one measurement in a process of its own, whose memory holds nothing of the set-up.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { SMALL_HEAP } from '@/lib/heap'

/**
 * With the options of this process, so that a profile can be asked for, and the heap of a server. The last line that it prints is its
 * result.
 */
export async function inProcess<T>(file: string, ...args: readonly string[]): Promise<T> {
  const options = process.execArgv.includes('tsx') ? process.execArgv : ['--import', 'tsx']
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    [SMALL_HEAP, ...options, file, ...args],
    {
      maxBuffer: 1 << 26,
    },
  )
  if (stderr.trim()) console.error(stderr.trim())
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as T
}
