'use client'
// A preview on the screen may be over: started, discarded or built again in another tab, or on another device. The page asks
// now and then, on coming back to it and after each decision, and then says so instead of showing what is no longer so.
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ButtonLink } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Page } from '@/components/ui/page'
import type { Fate, Scope } from '@/lib/db/preview'
import { Live } from '../query-client'

interface CurrentProps {
  readonly scope: Scope
  readonly children: ReactNode
}

export const Current = (props: CurrentProps) => (
  <Live>
    <Watch {...props} />
  </Live>
)

const LOOK_MS = 10_000

function Watch({ scope, children }: CurrentProps) {
  const { data: fate } = useQuery<Fate>({
    queryKey: ['fate', scope.runId],
    queryFn: () => load(scope),
    initialData: 'waits',
    // What waits in a running sync belongs to no run, and is never over.
    enabled: scope.runId !== null,
    staleTime: 0,
    refetchInterval: LOOK_MS,
    refetchOnWindowFocus: 'always',
  })
  return fate === 'waits' ? children : <Over fate={fate} />
}

async function load({ syncId, runId }: Scope): Promise<Fate> {
  const answer = await fetch(`/api/sync/${syncId}/runs/${runId}`)
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`)
  return ((await answer.json()) as { readonly fate: Fate }).fate
}

const WORDS: Readonly<Record<Exclude<Fate, 'waits'>, readonly [title: string, text: string]>> = {
  started: [
    'The sync was started',
    'Perhaps in another tab. What was decided before is being carried out; here nothing can be changed any more.',
  ],
  continued: [
    'The sync went on',
    'Somebody answered, perhaps you in another tab. Here nothing can be changed any more.',
  ],
  discarded: [
    'This preview was discarded',
    'Perhaps in another tab, or to compare again. Nothing of it was carried out.',
  ],
  stopped: ['The sync was stopped', 'Nothing more of this preview is carried out.'],
}

function Over({ fate }: { readonly fate: Exclude<Fate, 'waits'> }) {
  const [title, text] = WORDS[fate]
  return (
    <Page title="Review changes">
      <Notice
        tone="warn"
        title={title}
        alert
        actions={
          <ButtonLink href="/settings/sync/google" look="primary">
            Go to the sync
          </ButtonLink>
        }
      >
        <p>{text}</p>
      </Notice>
    </Page>
  )
}
