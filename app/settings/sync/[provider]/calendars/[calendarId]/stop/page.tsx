// **Stop Sync** of a calendar, without script.
import type { Metadata } from 'next'
import type { PlaceParams } from '../../../provider'
import { StopQuestion } from '../../../stop/question'

export const metadata: Metadata = { title: 'Stop Sync' }

export default function StopCalendar(props: PlaceParams) {
  return <StopQuestion {...props} />
}
