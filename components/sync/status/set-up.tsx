// Before a provider is asked for anything: what we read, what we write, what we never do; and the button that asks.
import { SubmitButton } from '@/components/ui/button'
import { connectStart } from '@/lib/http/sync-paths'
import type { ItemKind } from '../kinds/kind-words'
import { wordsOf } from '../kinds/words'

interface PromisesProps {
  readonly label: string
  /** What a person has at the provider, with its label: "… account". */
  readonly account: string
  readonly kind: ItemKind
}

function lists({ label, account, kind }: PromisesProps): readonly (readonly [string, readonly string[]])[] {
  const { read, write, never } = wordsOf(kind).setUp
  return [
    ['We read', read(label)],
    ['We write', write(label, account)],
    ['We never', never(label)],
  ]
}

export function Promises(of: PromisesProps) {
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      {lists(of).map(([title, lines]) => (
        <div key={title} className="grid content-start gap-1">
          <h3 className="font-medium">{title}</h3>
          <ul className="grid gap-1 text-soft">
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  )
}

interface ConnectFormProps {
  /** By its name. */
  readonly provider: string
  readonly children: string
  readonly look?: 'primary' | 'secondary'
  /** What access is asked for, as lib/auth/consent/purpose.ts names it; contacts if it is not given. */
  readonly purpose?: string | undefined
  /** Where the person goes afterwards, if not to the sync's page. */
  readonly fields?: Readonly<Record<string, string>>
}

/** Sends the person to the provider. A form, since it begins something. */
export function ConnectForm({
  provider,
  children,
  look = 'primary',
  purpose,
  fields = {},
}: ConnectFormProps) {
  return (
    <form action={connectStart(provider, purpose)} method="post">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <SubmitButton look={look}>{children}</SubmitButton>
    </form>
  )
}
