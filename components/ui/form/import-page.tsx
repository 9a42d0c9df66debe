// The first step of an import: choosing a file. Nothing is imported before its preview.
import type { ReactNode } from 'react'
import { Notice } from '@/components/ui/notice'
import { Page, Panel } from '@/components/ui/page'

interface ImportPageProps {
  readonly title: string
  /** Why the last file was refused, and the title of that notice. */
  readonly problem: string | null | undefined
  readonly refused: string
  readonly form: ReactNode
  /** What files it reads. */
  readonly children: ReactNode
}

export const ImportPage = ({ title, problem, refused, form, children }: ImportPageProps) => (
  <Page title={title} intro="You’ll see a preview before anything is imported." width="narrow">
    {problem && (
      <Notice tone="bad" title={refused} alert>
        {problem}
      </Notice>
    )}
    <Panel>{form}</Panel>
    {children}
  </Page>
)
