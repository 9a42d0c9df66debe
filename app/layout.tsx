// The shell of every page: skip link, header, the page, and the one live region.
import { LogOut } from 'lucide-react'
import type { Metadata, Viewport } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { needOfPerson } from '@/app/needs'
import { chosenZone, readerZone } from '@/app/zone'
import { HeaderLink } from '@/components/header-link'
import { SettingsMenu } from '@/components/settings-menu'
import { SignedInOnly } from '@/components/signed-in-only'
import type { Need } from '@/components/sync/need-words'
import { buttonClass } from '@/components/ui/button-class'
import { LiveRegion } from '@/components/ui/live-region'
import { ZoneProvider } from '@/components/ui/time/zone'
import { currentUser } from '@/lib/auth/session'
import { ANY_CONTACTS } from '@/lib/providers/registry'
import type { SignedIn } from '@/lib/store/firm/sessions'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'Concord', template: '%s · Concord' },
  description: `Keeps your Clio contacts and ${ANY_CONTACTS} in sync, both ways.`,
}

// Every page shows who is signed in, so none is made ahead, not even the one for unknown addresses.
export const dynamic = 'force-dynamic'

export const viewport: Viewport = { colorScheme: 'light dark' }

export default async function Layout({ children }: { readonly children: ReactNode }) {
  const user = await currentUser()
  const need = user && (await needOfPerson(user))
  return (
    <html lang="en">
      <body className="flex min-h-dvh flex-col">
        <a
          href="#page"
          className="absolute top-2 left-2 z-20 -translate-y-16 rounded-md bg-accent px-3 py-2 text-on-accent focus:translate-y-0"
        >
          Skip to content
        </a>
        <ZoneProvider zone={await readerZone()} isChosen={(await chosenZone()) !== null}>
          <Header user={user} need={need} />
          <main id="page" tabIndex={-1} className="flex-1 px-4 py-8 outline-none sm:px-6">
            {children}
          </main>
        </ZoneProvider>
        <LiveRegion />
      </body>
    </html>
  )
}

function Header({ user, need }: { readonly user: SignedIn | null; readonly need: Need | null }) {
  return (
    <header className="sticky top-0 z-10 flex h-14 items-center gap-x-4 border-b border-line bg-canvas px-4 sm:px-6">
      <Link href="/" className="flex items-center gap-2 font-semibold tracking-tight">
        <Mark />
        <span className={user ? 'max-sm:sr-only' : ''}>Concord</span>
      </Link>
      {user && (
        <SignedInOnly>
          <nav aria-label="Main" className="flex gap-1">
            <HeaderLink href="/contacts">Contacts</HeaderLink>
            <HeaderLink href="/calendar">Calendar</HeaderLink>
          </nav>
          <div className="ml-auto flex min-w-0 items-center gap-2">
            <span className="hidden truncate text-soft sm:block">{user.name}</span>
            <SettingsMenu admin={user.role === 'admin'} need={need} />
            <SignOut />
          </div>
        </SignedInOnly>
      )}
    </header>
  )
}

function SignOut() {
  return (
    <form action="/sign-out" method="post">
      <button type="submit" title="Sign out" className={buttonClass('quiet', 'text-soft max-sm:px-2')}>
        <LogOut aria-hidden className="size-4 sm:hidden" />
        <span className="max-sm:sr-only">Sign out</span>
      </button>
    </form>
  )
}

/** Two rings that overlap: two address books in sync. */
function Mark() {
  return (
    <svg aria-hidden="true" viewBox="0 0 24 24" className="size-6 fill-none stroke-2">
      <circle cx="9" cy="12" r="6" className="stroke-accent" />
      <circle cx="15" cy="12" r="6" className="stroke-ink" />
    </svg>
  )
}
