// The program of a thread as one text: one of our sources with all that it imports, packages too. A thread that reads its sources through tsx
// spends a second of a core before its first message.
import { build, stop } from 'esbuild'

const programs = new Map<string, Promise<string>>()
/** One bundle after the other: esbuild's process ends after each, and would take another one with it. */
let last: Promise<unknown> = Promise.resolve()

/**
 * CommonJS, for `new Worker(text, { eval: true })`. `main`: the source's absolute path. Made once in a process, so a source that changes
 * meanwhile counts from the next start, as everywhere.
 */
export function threadProgram(main: string): Promise<string> {
  const known = programs.get(main)
  if (known) return known
  const program = last.then(() => bundled(main))
  programs.set(main, program)
  // The next thread tries again: the file system may have failed for a moment.
  last = program.catch(() => programs.delete(main))
  return program
}

async function bundled(main: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [main],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    logLevel: 'silent',
  })
  // Its own process would stay for as long as ours.
  await stop()
  const [file] = outputFiles
  if (!file) throw new Error(`esbuild made nothing of ${main}`)
  return file.text
}
