// One run: when and why it ran, how it ended, what it did and what it took.
import type { ReactNode } from 'react'
import { Status } from '@/components/ui/status'
import { RelativeTime } from '@/components/ui/time/relative-time'
import type { ItemKind } from '../kinds/kind-words'
import {
  callsWords,
  endWords,
  type RunText,
  readWords,
  resultWords,
  tookWords,
  waitsWords,
} from './run-words'

interface RunFactsProps {
  readonly run: RunText & { readonly id: string; readonly apiCalls: number }
  /** Of the provider whose account it is. */
  readonly label: string
  readonly kind: ItemKind
}

export function RunFacts({ run, label, kind }: RunFactsProps) {
  const end = endWords(run, label)
  const waits = waitsWords(run, label)
  return (
    <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[max-content_1fr]">
      <Fact name="Outcome">
        <Status tone={end.tone}>{end.word}</Status>
      </Fact>
      <Fact name="Result">{resultWords(run, kind)}</Fact>
      <Fact name="Started">
        <RelativeTime at={run.createdAt} />
      </Fact>
      <Fact name="Ended">{run.endedAt ? <RelativeTime at={run.endedAt} /> : 'Not yet'}</Fact>
      <Fact name="What was read">{readWords(run)}</Fact>
      <Fact name="Took">{tookWords(run)}</Fact>
      <Fact name={`${label} calls`}>{callsWords(run)}</Fact>
      {waits && <Fact name="Waited">{waits}</Fact>}
      <Fact name="Run">
        <code className="break-all select-all">{run.id}</code>
      </Fact>
    </dl>
  )
}

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div className="contents">
    <dt className="text-soft max-sm:mt-1">{name}</dt>
    <dd className="min-w-0">{children}</dd>
  </div>
)
