// The reader's time zone: the one they chose under Profile, else what their browser left in a cookie.
import { cookies } from 'next/headers'
import { ZONE_COOKIE } from '@/components/ui/cookie-names'
import { type Zone, zoneOf } from '@/components/ui/time/moment'
import { currentUser } from '@/lib/auth/session'

/** null where nothing was chosen and at the first visit, and where the cookie names no zone. */
export async function readerZone(): Promise<Zone> {
  return (await chosenZone()) ?? browserZone()
}

export const chosenZone = async (): Promise<Zone> => zoneOf((await currentUser())?.timeZone ?? undefined)

export const browserZone = async (): Promise<Zone> => zoneOf((await cookies()).get(ZONE_COOKIE)?.value)
