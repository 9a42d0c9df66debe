// The reader's time zone, from the cookie that their browser left.
import { cookies } from 'next/headers'
import { ZONE_COOKIE } from '@/components/ui/cookie-names'
import { type Zone, zoneOf } from '@/components/ui/moment'

/** null at the first visit, and where the cookie names no zone. */
export async function readerZone(): Promise<Zone> {
  return zoneOf((await cookies()).get(ZONE_COOKIE)?.value)
}
