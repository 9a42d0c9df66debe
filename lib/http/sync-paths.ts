// Addresses of a person's sync pages, by the provider's name.

export const syncPage = (provider: string): string => `/settings/sync/${provider}`

export const stopPage = (provider: string): string => `${syncPage(provider)}/stop`

/** A preview, or a run that a guard stopped. */
export const reviewPage = (provider: string): string => `${syncPage(provider)}/preview`

/** The waiting decisions of an active sync. While a guard stops its newest run, `reviewPage` shows that run. */
export const waitingPage = (provider: string): string => `${reviewPage(provider)}/waiting`

/** Starts the consent for an account. */
export const connectStart = (provider: string): string => `/connect/${provider}/start`
