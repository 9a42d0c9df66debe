// A frame in which a wide table scrolls sideways by itself, so that the page does not; by keyboard as well.
import type { ReactNode } from 'react'

interface ScrollFrameProps {
  /** What scrolls, for those who do not see it. */
  readonly label: string
  readonly children: ReactNode
}

export const ScrollFrame = ({ label, children }: ScrollFrameProps) => (
  // A group and no region: the panel around it is one already, often of the same name.
  // biome-ignore lint/a11y/noNoninteractiveTabindex: without the focus its far side could not be reached by keyboard
  // biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls
  <div role="group" aria-label={label} tabIndex={0} className="relative overflow-x-auto">
    {children}
  </div>
)
