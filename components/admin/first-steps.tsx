// What an administrator does once, as a list: what Concord has checked itself, and what a person marks.

import { OneButton } from '@/components/sync/status/small-forms'
import { CopyButton } from '@/components/ui/copy-button'
import { Link } from '@/components/ui/links/link'
import { Panel } from '@/components/ui/page'
import { Status } from '@/components/ui/status'
import { AddressWarning } from './address-warning'
import { type FirstStep, stepsWords } from './first-steps-words'

interface FirstStepsProps {
  readonly steps: readonly FirstStep[]
  /** Marks a step as done or not. */
  readonly mark: (form: FormData) => Promise<void>
}

export function FirstSteps({ steps, mark }: FirstStepsProps) {
  const list = (
    <ul className="divide-y divide-line">
      {steps.map((step) => (
        <Step key={step.title} step={step} mark={mark} />
      ))}
    </ul>
  )
  const allDone = steps.every(({ done }) => done)
  return (
    <Panel
      title="First steps"
      intro={allDone ? 'All first steps are done.' : stepsWords(steps)}
      actions={
        <OneButton action={mark} fields={{ step: 'hidden', done: 'on' }} look="quiet">
          Hide this list
        </OneButton>
      }
      flush
    >
      {allDone ? (
        <details>
          <summary className="min-h-6 px-4 py-3">Show them</summary>
          {list}
        </details>
      ) : (
        list
      )}
    </Panel>
  )
}

function Step({ step, mark }: { readonly step: FirstStep; readonly mark: FirstStepsProps['mark'] }) {
  const { title, text, done, copy = [], link, warning, address } = step
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 px-4 py-3">
      <div className="grid min-w-0 flex-1 basis-72 gap-1">
        <h3 className="font-medium">
          <Status tone={done ? 'good' : 'warn'}>
            {title}
            <span className="font-normal text-soft">{done ? 'done' : 'to do'}</span>
          </Status>
        </h3>
        <p className="text-soft">{text}</p>
        {copy.map((one) => (
          <p key={one} className="flex min-w-0 items-center gap-2">
            <code className="min-w-0 break-all select-all">{one}</code>
            <CopyButton text={one} />
          </p>
        ))}
        {address && <AddressWarning address={address} />}
        {warning && <p className="text-bad">{warning}</p>}
      </div>
      <div className="flex flex-wrap items-center gap-3">
        {link && !done && (
          <Link href={link.href} className="prose-link inline-block min-h-6">
            {link.label}
          </Link>
        )}
        {step.mark && (
          <OneButton
            action={mark}
            fields={{ step: step.mark, done: done ? 'off' : 'on' }}
            look={done ? 'quiet' : 'secondary'}
            whose={`“${title}”`}
          >
            {done ? 'Not done' : 'Mark as done'}
          </OneButton>
        )}
      </div>
    </li>
  )
}
