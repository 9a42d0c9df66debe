// How our long-running commands end: the first Ctrl-C or SIGTERM stops them in order, a second one kills them.

/** Resolves at the first SIGINT, SIGTERM or SIGHUP. */
export function stopAsked(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => resolve())
    }
  })
}
