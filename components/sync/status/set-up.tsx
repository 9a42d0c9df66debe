// Before a provider is asked for anything: what we read, what we write, what we never do; and the button that asks.
import { SubmitButton } from '@/components/ui/button'
import { connectStart } from '@/lib/http/sync-paths'

interface PromisesProps {
  readonly label: string
  /** What a person has at the provider, with its label: "… account". */
  readonly account: string
}

const lists = ({ label, account }: PromisesProps): readonly (readonly [string, readonly string[]])[] => [
  [
    'We read',
    [
      `The contacts you saved in ${label}, and their labels`,
      `Not the “Other contacts” that ${label} saves automatically`,
    ],
  ],
  [
    'We write',
    [
      'Contacts that exist only in Clio, after you have seen the list',
      'Later edits made in Clio',
      `What you add or edit in ${label} into Clio, and from there into the ${account}s of colleagues who sync`,
    ],
  ],
  [
    'We never',
    [
      `Delete a contact in Clio because it was deleted in ${label}`,
      'Read your mail, or share your contacts outside your firm',
    ],
  ],
]

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

/** Sends the person to the provider. A form, since it begins something. */
export function ConnectForm({
  provider,
  children,
  look = 'primary',
}: {
  /** By its name. */
  readonly provider: string
  readonly children: string
  readonly look?: 'primary' | 'secondary'
}) {
  return (
    <form action={connectStart(provider)} method="post">
      <SubmitButton look={look}>{children}</SubmitButton>
    </form>
  )
}
