// What a provider needs to work for one connection, for any vendor.

export interface Connected {
  /** The account's own id at the vendor: pacing is by account, not by connection. */
  readonly account: string
  /** Root of the vendor's API. */
  readonly rootUrl: string
  /** A token that should still work; another one than `refused`, if that was. May throw ProviderError. */
  readonly accessToken: (options?: { readonly refused: string }) => Promise<string>
  /** Told of every request that is sent, by the vendor's name for it. */
  readonly onCall?: (method: string) => void
  readonly now?: () => Date
  /** 0 up to 1: spreads retries, so that waiting workers do not return all at once. */
  readonly random?: () => number
  /** Milliseconds before an answer is given up. */
  readonly timeoutMs?: number
  /** Milliseconds until a write shows in pulls, where that is known better than the vendor says. */
  readonly lagMs?: number
}
