// The status of a matter, as lists show it.
import { Status, type Tone } from '@/components/ui/status'
import { type MatterStatus, STATUS_WORDS } from '@/lib/domains/matters/matter'

const TONES: Readonly<Record<MatterStatus, Tone>> = { open: 'good', pending: 'warn', closed: 'quiet' }

export const MatterStatusMark = ({ status }: { readonly status: MatterStatus }) => (
  <Status tone={TONES[status]}>{STATUS_WORDS[status]}</Status>
)
