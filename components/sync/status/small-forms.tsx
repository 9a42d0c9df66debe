// Buttons that do one thing: forms, so that they work before the page is alive and never act twice.
import { SubmitButton } from '@/components/ui/button'

type Action = (form: FormData) => Promise<void>
type Look = 'primary' | 'secondary' | 'quiet'

interface OneButtonProps {
  readonly action: Action
  readonly fields: Readonly<Record<string, string>>
  readonly look?: Look
  readonly children: string
  /** Said after the label where several buttons of one page read the same. */
  readonly whose?: string
}

export function OneButton({ action, fields, look = 'secondary', children, whose }: OneButtonProps) {
  return (
    <form action={action}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <SubmitButton look={look}>
        {children}
        {whose && <span className="sr-only"> {whose}</span>}
      </SubmitButton>
    </form>
  )
}

interface RetryProps {
  readonly syncId: string
  readonly action: Action
  readonly change: { readonly id: string; readonly name: string }
}

export const Retry = ({ syncId, action, change }: RetryProps) => (
  <OneButton action={action} fields={{ syncId, changeId: change.id }} whose={change.name}>
    Retry
  </OneButton>
)
