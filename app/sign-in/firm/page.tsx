// A person invited by several firms chooses which one to join. Nobody is in two.
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { buttonClass } from '@/components/ui/button-class'
import { accountThatChooses } from '@/lib/auth/choice'
import { invitingFirms } from '@/lib/store/firm/users'

export const metadata: Metadata = { title: 'Choose your firm' }

export default async function ChooseFirm() {
  const account = await accountThatChooses(new Date())
  if (!account) redirect('/sign-in?problem=choiceExpired')
  const firms = await invitingFirms(account.email)
  if (firms.length === 0) redirect('/sign-in?problem=notInvited')
  return (
    <div className="mx-auto grid max-w-sm gap-6 py-10 sm:py-20">
      <div className="grid gap-2">
        <h1 className="text-xl font-semibold tracking-tight">Choose your firm</h1>
        <p className="text-soft">
          More than one firm has invited {account.email}. You can join one of them. The other invitations stay
          open until they expire.
        </p>
      </div>
      <form action="/sign-in/firm/join" method="post" className="grid gap-3">
        {firms.map(({ firmId, name }) => (
          <button
            key={firmId}
            type="submit"
            name="firm"
            value={firmId}
            className={buttonClass('secondary', 'min-h-10 w-full')}
          >
            Join {name}
          </button>
        ))}
      </form>
    </div>
  )
}
