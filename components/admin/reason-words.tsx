// One reason as a sentence with its times, and what to do.
import { ExactTime } from '@/components/ui/time/relative-time'
import type { Reason } from './reasons'

export const ReasonWords = ({ reason: { what, since, until, remedy } }: { readonly reason: Reason }) => (
  <>
    {what}
    {until && (
      <>
        {' until '}
        <ExactTime at={until} />
      </>
    )}
    {since && (
      <>
        . Since <ExactTime at={since} />
      </>
    )}
    . {remedy}
  </>
)
