// What any provider needs to work for one connection.

export interface Connected {
  /** The account's id at the vendor. Rate limits apply to the account, not to the connection. */
  readonly account: string
  /** Root of the vendor's API. */
  readonly rootUrl: string
  /** A token that should be valid, and not the one in `refused`. May throw ProviderError. */
  readonly accessToken: (options?: { readonly refused: string }) => Promise<string>
  /** Called for every request that is sent, with the vendor's name of the method. If it returns a function, that one is called with the outcome. */
  readonly onCall?: (method: string) => unknown
  readonly now?: () => Date
  /** 0 up to 1: spreads retries, so that waiting workers do not all return at once. */
  readonly random?: () => number
  /** Present: items are read with the ids of their labels. What is created gets these. */
  readonly labels?: readonly string[]
  /** Milliseconds until a request times out. */
  readonly timeoutMs?: number
  /** Milliseconds until a write shows in pulls, if that is known better than from the vendor's documentation. */
  readonly lagMs?: number
}
