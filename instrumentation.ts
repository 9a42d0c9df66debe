// Next calls this once, before the server takes requests; what it does is in server-start.ts.

export async function register(): Promise<void> {
  // Spelled out as Next replaces it: the bundle for other runtimes then contains none of the server.
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { startServer } = await import('./server-start')
    await startServer()
  }
}
