// **Stop Sync** without script.
import type { Metadata } from 'next'
import type { PlaceParams } from '../provider'
import { StopQuestion } from './question'

export const metadata: Metadata = { title: 'Stop Sync' }

export default function Stop(props: PlaceParams) {
  return <StopQuestion {...props} />
}
