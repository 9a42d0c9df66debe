// Whether this code runs inside a transaction of the database. Inside one, code may use that transaction's connection and nothing
// else. A second connection of the pool can deadlock: every connection may be held by a transaction that waits for one more.
// A network call or a message to the queue would keep rows locked while it waits.
import { AsyncLocalStorage } from 'node:async_hooks'

interface Scope {
  /** False once the transaction is over: timers and promises that it left behind keep this scope. */
  open: boolean
}

declare global {
  // A bundler may hold this file several times in one process.
  var concordTransactionScope: AsyncLocalStorage<Scope> | undefined
}

function scopes(): AsyncLocalStorage<Scope> {
  globalThis.concordTransactionScope ??= new AsyncLocalStorage<Scope>()
  return globalThis.concordTransactionScope
}

/** Thrown for code that asks for something from outside while its transaction is open. It is a bug of that code. */
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

/** Throws InsideTransaction where a transaction is open. `what`: what was asked for, as the beginning of a sentence. */
export function mustBeOutsideTransaction(what: string): void {
  if (isInsideTransaction()) throw new InsideTransaction(what)
}
