// Buttons that do one thing: forms, so that they work before the page is alive and never act twice.
import { SubmitButton } from '@/components/ui/button'

type Action = (form: FormData) => Promise<void>
type Look = 'primary' | 'secondary' | 'quiet'

interface OneButtonProps {
  readonly action: Action
  /** A list if a name occurs several times. */
  readonly fields: Readonly<Record<string, string>> | readonly (readonly [string, string])[]
  readonly look?: Look
  readonly children: string
  /** Said after the label where several buttons of one page read the same. */
  readonly whose?: string
}

export function OneButton({ action, fields, look = 'secondary', children, whose }: OneButtonProps) {
  return (
    <form action={action}>
      {entriesOf(fields).map(([name, value]) => (
        <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
      ))}
      <SubmitButton look={look}>
        {children}
        {whose && <span className="sr-only"> {whose}</span>}
      </SubmitButton>
    </form>
  )
}

const entriesOf = (fields: OneButtonProps['fields']): readonly (readonly [string, string])[] =>
  Array.isArray(fields) ? fields : Object.entries(fields)

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
