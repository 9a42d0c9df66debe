'use client'
// A progress bar that tells the truth: asked each second while a sync works and the page is seen (slower otherwise), the same in every tab and after a reload.
import { useEffect, useRef, useState } from 'react'
import { announce } from '@/components/ui/live-region'
import { Progress } from '@/components/ui/progress'
import { ClockTime } from '../clock-time'
import { percent } from '../figures'
import type { ItemKind } from '../kinds/kind-words'
import type { FollowPulse, Heard } from './follow-pulse'
import { milestone, paceWords, pauseWords, progressWords, stepWords, titleWords } from './progress-words'
import type { Pulse, PulseProgress } from './pulse'

interface LivePulseProps {
  /** Which sync, as in its address. */
  readonly place: string
  readonly label: string
  readonly kind: ItemKind
  readonly first: Pulse
}

export function LivePulse({ place, label, kind, first }: LivePulseProps) {
  const [heard, hear] = useState<Heard | null>(null)
  const [Follow, setFollow] = useState<typeof FollowPulse | null>(null)
  // What asks the server comes after the page: the first picture is here.
  useEffect(() => {
    let isOver = false
    import('./follow-pulse').then(
      ({ FollowPulse }) => isOver || setFollow(() => FollowPulse),
      () => hear({ pulse: first, isLost: true }),
    )
    return () => {
      isOver = true
    }
  }, [first])
  const { progress, kind: status } = heard?.pulse ?? first
  return (
    <>
      {Follow && <Follow place={place} first={first} onPulse={hear} />}
      {progress && (
        <Bar
          progress={progress}
          label={label}
          kind={kind}
          building={status === 'building'}
          lost={heard?.isLost ?? false}
        />
      )}
    </>
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
