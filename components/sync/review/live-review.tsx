'use client'
// The review with what it asks the server: whether its preview still waits, and its rows. Loaded by lazy-review.tsx.
import { useEffect } from 'react'
import { Live } from '../query-client'
import { useReport } from './current'
import { useWatch } from './hooks/use-watch'
import { Review, type ReviewProps } from './review'

export const LiveReview = (props: ReviewProps) => (
  <Live>
    <Watch {...props} />
  </Live>
)

/** Asks now and then, on coming back to the page, and after each decision. */
function Watch(props: ReviewProps) {
  const report = useReport()
  const { previewState } = useWatch(props.start.scope, true)
  useEffect(() => report(previewState), [previewState, report])
  return <Review {...props} />
}
