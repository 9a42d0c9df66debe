// **Where you are signed in**: the browsers, this one marked, each with **Sign out**.
import type { ReactNode } from 'react'
import { SubmitButton } from '@/components/ui/button'
import { RelativeTime } from '@/components/ui/time/relative-time'
import type { OpenSession } from '@/lib/store/firm/sessions'

interface SessionListProps {
  readonly sessions: readonly OpenSession[]
  readonly current: string
  readonly signOutThere: (form: FormData) => Promise<void>
}

export function SessionList({ sessions, current, signOutThere }: SessionListProps) {
  return (
    <ul className="divide-y divide-line">
      {sessions.map((session) =>
        session.id === current ? (
          <Line key={session.id} session={session} mark="this one">
            <form action="/sign-out" method="post">
              <Out of="this browser" />
            </form>
          </Line>
        ) : (
          <Line key={session.id} session={session}>
            <form action={signOutThere}>
              <input type="hidden" name="id" value={session.id} />
              <Out of={session.browser} />
            </form>
          </Line>
        ),
      )}
    </ul>
  )
}

interface LineProps {
  readonly session: OpenSession
  readonly mark?: string
  readonly children: ReactNode
}

function Line({ session, mark, children }: LineProps) {
  const { browser, createdAt, lastSeenAt } = session
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0">
        <p className="font-medium">
          {browser} {mark && <span className="font-normal text-soft">({mark})</span>}
        </p>
        <p className="text-soft">
          Signed in <RelativeTime at={createdAt} />, last used <RelativeTime at={lastSeenAt} />
        </p>
      </div>
      {children}
    </li>
  )
}

const Out = ({ of }: { readonly of: string }) => (
  <SubmitButton look="secondary">
    Sign out<span className="sr-only"> of {of}</span>
  </SubmitButton>
)
