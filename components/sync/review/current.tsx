'use client'
// A preview on the screen may be over: started, discarded or built again in another tab, or on another device. The review asks now and
// then, and the page then says so instead of showing what is no longer so.
import { createContext, type ReactNode, useContext, useState } from 'react'
import { ButtonLink } from '@/components/ui/links/button-link'
import { Notice } from '@/components/ui/notice'
import { Page } from '@/components/ui/page'
import type { PreviewState } from '@/lib/store/review/preview'

interface CurrentProps {
  /** Address of the sync's page. */
  readonly home: string
  readonly children: ReactNode
}

const ReportContext = createContext<(state: PreviewState) => void>(() => undefined)

/** How the review says what became of the preview. */
export const useReport = () => useContext(ReportContext)

export function Current({ home, children }: CurrentProps) {
  const [state, setState] = useState<PreviewState>('waits')
  return (
    <ReportContext value={setState}>
      {state === 'waits' ? children : <Over previewState={state} home={home} />}
    </ReportContext>
  )
}

const WORDS: Readonly<Record<Exclude<PreviewState, 'waits'>, readonly [title: string, text: string]>> = {
  started: [
    'The sync was started',
    'It may have been started in another tab. Your decisions are being applied. You can no longer change anything here.',
  ],
  continued: [
    'The sync continued',
    'It was answered, perhaps in another tab. You can no longer change anything here.',
  ],
  discarded: [
    'This preview was discarded',
    'It may have been discarded in another tab, or to compare again. None of its changes were made.',
  ],
  stopped: ['The sync was stopped', 'No more changes of this preview will be made.'],
}

interface OverProps {
  readonly previewState: Exclude<PreviewState, 'waits'>
  readonly home: string
}

function Over({ previewState, home }: OverProps) {
  const [title, text] = WORDS[previewState]
  return (
    <Page title="Review changes">
      <Notice
        tone="warn"
        title={title}
        alert
        actions={
          <ButtonLink href={home} look="primary">
            Go to the sync
          </ButtonLink>
        }
      >
        <p>{text}</p>
      </Notice>
    </Page>
  )
}
