// Tracks whether code runs inside a database transaction. Code inside one may use only that transaction's connection. A second connection
// of the pool can deadlock: every connection may be held by a transaction that waits for another one. A network call or a queue message
// would keep rows locked while it waits.
import { AsyncLocalStorage } from 'node:async_hooks'

interface Scope {
  /** False once the transaction is over: timers and promises that it started keep this scope. */
  open: boolean
}

declare global {
  // A bundler may load this file several times in one process.
  var concordTransactionScope: AsyncLocalStorage<Scope> | undefined
}

function scopes(): AsyncLocalStorage<Scope> {
  globalThis.concordTransactionScope ??= new AsyncLocalStorage<Scope>()
  return globalThis.concordTransactionScope
}

/** Thrown when code asks for something else while its transaction is open. This is a bug in that code. */
export class InsideTransaction extends Error {
  constructor(what: string) {
    super(`${what} inside an open transaction: pass the transaction on (tx), or do it before or after.`)
    this.name = 'InsideTransaction'
  }
}

/** Runs the work of a transaction. */
export async function insideTransaction<T>(work: () => Promise<T>): Promise<T> {
  const scope = { open: true }
  try {
    return await scopes().run(scope, work)
  } finally {
    scope.open = false
  }
}

export const isInsideTransaction = (): boolean => scopes().getStore()?.open === true

/** Throws InsideTransaction if a transaction is open. `what` names the request and begins the error's sentence. */
export function mustBeOutsideTransaction(what: string): void {
  if (isInsideTransaction()) throw new InsideTransaction(what)
}
