// The zone in which the calendar shows times to the signed-in person; UTC until anything tells it.
import { readerZone } from '@/app/zone'

export const calendarZone = async (): Promise<string> => (await readerZone()) ?? 'UTC'
