// Google as an OpenID provider: its endpoints come from discovery, its answers are validated by openid-client.
import { type Client, custom, Issuer } from 'openid-client'
import { env } from '@/lib/env'
import { mustBeOutsideTransaction } from '@/lib/transaction-scope'

export const CONTACTS_SCOPE = 'https://www.googleapis.com/auth/contacts'

custom.setHttpOptionsDefaults({ timeout: 10_000 })

let discovered: Promise<Issuer> | undefined

/** Where Google sends the person back to. */
export const callbackUrl = (): string => `${env().NEXTAUTH_URL}/connect/google/callback`

export async function googleClient(): Promise<Client> {
  mustBeOutsideTransaction('Google was asked')
  const { GOOGLE_ISSUER, GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET } = env()
  discovered ??= Issuer.discover(`${GOOGLE_ISSUER}/.well-known/openid-configuration`)
  // A failed discovery is not remembered: the next call asks again.
  const issuer = await discovered.catch((error) => {
    discovered = undefined
    throw error
  })
  return new issuer.Client({
    client_id: GOOGLE_CLIENT_ID,
    client_secret: GOOGLE_CLIENT_SECRET,
    redirect_uris: [callbackUrl()],
    response_types: ['code'],
  })
}
