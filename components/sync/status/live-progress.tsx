'use client'
// A progress bar that tells the truth: asked each second while a sync works and the page is seen (slower otherwise), the same in every tab and after a reload.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { announce } from '@/components/ui/live-region'
import { Progress } from '@/components/ui/progress'
import { ask } from '../ask'
import { ClockTime } from '../clock-time'
import { percent } from '../figures'
import type { ItemKind } from '../kinds/kind-words'
import { Live } from '../query-client'
import { milestone, paceWords, pauseWords, progressWords, stepWords, titleWords } from './progress-words'
import type { Pulse, PulseProgress } from './pulse'

const BUSY_MS = 1000
const REST_MS = 15_000
/** Nothing is under way and nobody looks; coming back asks at once. */
const IDLE_MS = 60_000
/** How often the lists below a running sync are drawn again. */
const LISTS_MS = 4000

interface LivePulseProps {
  /** Which sync, as in its address. */
  readonly place: string
  readonly label: string
  readonly kind: ItemKind
  readonly first: Pulse
}

export function LivePulse(props: LivePulseProps) {
  return (
    <Live>
      <Follow {...props} />
    </Live>
  )
}

/** False on the server, which draws the first picture. */
const isHidden = () => typeof document !== 'undefined' && document.hidden

function Follow({ place, label, kind, first }: LivePulseProps) {
  const router = useRouter()
  const busy = (pulse: Pulse | undefined) => (pulse ?? first).progress !== null
  const { data, dataUpdatedAt, isError } = useQuery({
    queryKey: ['pulse', place],
    queryFn: () => ask<Pulse>(`/api/sync/status?${new URLSearchParams({ place })}`),
    initialData: first,
    staleTime: 0,
    refetchInterval: (query) => {
      if (busy(query.state.data)) return isHidden() ? REST_MS : BUSY_MS
      return isHidden() ? IDLE_MS : REST_MS
    },
    refetchIntervalInBackground: true,
  })
  // The server has drawn the page again, after an action or by our wish: what it knew then is newer than what we heard last.
  const client = useQueryClient()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same picture drawn again says nothing new
  useEffect(() => {
    client.setQueryData<Pulse>(['pulse', place], first)
  }, [first.signature, client, place])
  // Something other than the numbers changed: the server draws the page again. Asked after each answer until the page shows it, because
  // Next may drop a redraw when it goes to another page meanwhile.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer asks anew
  useEffect(() => {
    if (data.signature !== first.signature) router.refresh()
  }, [dataUpdatedAt, data.signature, first.signature, router])
  const writing = data.kind === 'syncing'
  useEffect(() => {
    if (!writing) return
    const timer = setInterval(() => router.refresh(), LISTS_MS)
    return () => clearInterval(timer)
  }, [writing, router])
  if (!data.progress) return null
  return (
    <Bar
      progress={data.progress}
      label={label}
      kind={kind}
      building={data.kind === 'building'}
      lost={isError}
    />
  )
}

interface BarProps {
  readonly progress: PulseProgress
  readonly label: string
  readonly kind: ItemKind
  readonly building: boolean
  readonly lost: boolean
}

function Bar({ progress, label, kind, building, lost }: BarProps) {
  const { done, total, phase, pause } = progress
  const share = percent(done, total)
  useSpokenMilestones(share, phase)
  useTitle(titleWords(progress, kind))
  const pace = paceWords(progress)
  return (
    <div className="grid gap-3">
      {building && <Steps phase={phase} label={label} />}
      <Progress
        label={building ? 'Building the preview' : 'Writing the changes'}
        value={total === null ? null : Math.min(done, total)}
        max={total ?? 1}
        text={[progressWords(progress, label, kind), total ? `${share} %` : '', pace]
          .filter(Boolean)
          .join(' · ')}
      />
      {pause && (
        <p>
          {pauseWords(pause.kind, label)} Retrying at <ClockTime at={new Date(pause.until)} />.
        </p>
      )}
      {lost && (
        <p className="text-soft">Connection lost. The sync keeps running; these numbers will catch up.</p>
      )}
    </div>
  )
}

/** Reading Clio is the first part of comparing: our own address book needs no fetching. */
function Steps({ phase, label }: Pick<PulseProgress, 'phase'> & { readonly label: string }) {
  const at = phase === 'reading' ? 0 : 2
  return (
    <ol className="flex flex-wrap gap-x-6 gap-y-1">
      {stepWords(label).map((step, index) => {
        const state = index < at ? 'done' : index === at ? 'now' : 'later'
        return (
          <li
            key={step}
            aria-current={state === 'now' ? 'step' : undefined}
            className={state === 'now' ? 'font-medium' : 'text-soft'}
          >
            <span aria-hidden className="mr-1.5">
              {state === 'done' ? '✓' : index + 1}
            </span>
            {step}
            {state === 'done' && <span className="sr-only"> done</span>}
          </li>
        )
      })}
    </ol>
  )
}

function useSpokenMilestones(share: number, phase: string): void {
  const before = useRef(share)
  const last = useRef(phase)
  useEffect(() => {
    if (last.current !== phase) before.current = 0
    last.current = phase
    const passed = milestone(before.current, share)
    if (passed) announce(`${passed} %`)
    before.current = share
  }, [share, phase])
}

/** The tab shows the progress, and its own title again when there is none. */
function useTitle(title: string): void {
  const own = useRef('')
  useEffect(() => {
    own.current = document.title
    return () => {
      document.title = own.current
    }
  }, [])
  useEffect(() => {
    document.title = title
  }, [title])
}
