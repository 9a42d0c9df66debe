// Sign-in: one button, and a plain reason for people who were refused.
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { GoogleMark } from '@/components/google-mark'
import { buttonClass } from '@/components/ui/button-class'
import { Notice } from '@/components/ui/notice'
import { pathOfReturn, safePath } from '@/lib/auth/return-to'
import { currentUser } from '@/lib/auth/session'
import { lookUp, one, type Query } from '@/lib/http/query'
import { ANY_PROVIDER } from '@/lib/providers/registry'

export const metadata: Metadata = { title: 'Sign in' }

interface Problem {
  readonly title: string
  readonly text: string
}

const invitation =
  'Ask an administrator of your firm to invite the email address of your Google account: Settings, Manage Users, Invite.'
const problems: Readonly<Record<string, Problem>> = {
  notInvited: { title: 'This account has not been invited', text: invitation },
  expired: {
    title: 'The invitation for this account has expired',
    text: 'Ask an administrator of your firm to renew it: Settings, Manage Users, Renew.',
  },
  domain: {
    title: 'This account does not belong to your organization',
    text: 'Only Google accounts of your organization’s domains can sign in. Use your work account.',
  },
  mayNotCreateFirm: {
    title: 'Concord is not set up yet',
    text: 'The setting FOUNDER_EMAIL names the person who sets up Concord. Sign in with that account, or wait for an invitation.',
  },
  choiceExpired: {
    title: 'That took too long, or the response came from another browser',
    text: 'Nothing was changed. Sign in again, then choose your firm.',
  },
  removed: { title: 'This account no longer has access', text: invitation },
  unverified: {
    title: 'Google has not verified the email address of this account',
    text: 'Verify it in your Google account, then sign in again.',
  },
  failed: {
    title: 'Signing in did not work',
    text: 'Google could not be reached, or its page stayed open too long. Nothing was changed. Try again.',
  },
}

interface SignInProps {
  readonly searchParams: Promise<Query>
}

export default async function SignIn({ searchParams }: SignInProps) {
  const query = await searchParams
  const [problem, error] = [one(query.problem), one(query.error)]
  const returnTo = safePath(one(query.next) ?? pathOfReturn(one(query.to), one(query.callbackUrl)))
  if (await currentUser()) redirect(returnTo)
  const shown = problem || error ? (lookUp(problems, problem) ?? problems.failed) : undefined
  return (
    <div className="mx-auto grid max-w-sm gap-6 py-10 sm:py-20">
      <div className="grid gap-2">
        <h1 className="text-xl font-semibold tracking-tight">Sign in to Concord</h1>
        <p className="text-soft">Keep your firm’s contacts and calendars in sync with {ANY_PROVIDER}.</p>
      </div>
      {shown && (
        <Notice tone="warn" title={shown.title} alert>
          {shown.text}
        </Notice>
      )}
      <form action="/sign-in/google" method="post">
        <input type="hidden" name="next" value={returnTo} />
        <button type="submit" className={buttonClass('secondary', 'h-10 w-full')}>
          <GoogleMark />
          Continue with Google
        </button>
      </form>
      <p className="text-xs text-soft">
        Signing in shares your name and email address. Concord asks for access to your contacts later, and
        only if you set up a sync.
      </p>
    </div>
  )
}
