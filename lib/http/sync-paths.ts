// Addresses of a person's sync with one provider, by the provider's name.

export const syncPage = (provider: string): string => `/settings/sync/${provider}`

export const stopPage = (provider: string): string => `${syncPage(provider)}/stop`

/** A preview, or a run that a guard holds. */
export const reviewPage = (provider: string): string => `${syncPage(provider)}/preview`

/** Of a running sync; while a guard holds its newest run, `reviewPage` shows that run. */
export const waitingPage = (provider: string): string => `${reviewPage(provider)}/waiting`

/** Where access to an account is asked for. */
export const connectStart = (provider: string): string => `/connect/${provider}/start`
