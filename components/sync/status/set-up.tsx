// Before Google is asked for anything: what we read, what we write, what we never do; and the button that asks.
import { SubmitButton } from '@/components/ui/button'

const LISTS: readonly (readonly [string, readonly string[]])[] = [
  [
    'We read',
    [
      'The contacts you saved in Google, and their labels',
      'Not the “Other contacts” that Google saves automatically',
    ],
  ],
  [
    'We write',
    [
      'Contacts that exist only in Clio, after you have seen the list',
      'Later edits made in Clio',
      'What you add or edit in Google into Clio, and from there into the Google accounts of colleagues who sync',
    ],
  ],
  [
    'We never',
    [
      'Delete a contact in Clio because it was deleted in Google',
      'Read your mail, or share your contacts outside your firm',
    ],
  ],
]

export function Promises() {
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      {LISTS.map(([title, lines]) => (
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

/** Sends the person to Google. A form, since it begins something. */
export function ConnectForm({
  children,
  look = 'primary',
}: {
  readonly children: string
  readonly look?: 'primary' | 'secondary'
}) {
  return (
    <form action="/connect/google/start" method="post">
      <SubmitButton look={look}>{children}</SubmitButton>
    </form>
  )
}
