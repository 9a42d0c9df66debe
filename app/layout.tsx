// The shell of every page: skip link, header, the page, and the one live region.
import type { Metadata, Viewport } from 'next'
import { type ReactNode, Suspense } from 'react'
import { needOfPerson } from '@/app/needs'
import { chosenTheme } from '@/app/theme'
import { chooseTheme } from '@/app/theme-actions'
import { chosenZone, readerZone } from '@/app/zone'
import { AccountMenu } from '@/components/shell/account-menu'
import { HeaderLink } from '@/components/shell/header-link'
import { SettingsMenu } from '@/components/shell/settings-menu'
import { ShellKeys } from '@/components/shell/shell-keys'
import { SignedInOnly } from '@/components/shell/signed-in-only'
import { TopBar } from '@/components/shell/top-bar'
import { Search } from '@/components/ui/icons'
import { Link } from '@/components/ui/links/link'
import { LiveRegion } from '@/components/ui/live-region'
import type { Theme } from '@/components/ui/theme'
import { ZoneProvider } from '@/components/ui/time/zone'
import { currentUser } from '@/lib/auth/session'
import { ANY_PROVIDER } from '@/lib/providers/registry'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'Concord', template: '%s · Concord' },
  description: `Keeps your Clio contacts and calendars in sync with ${ANY_PROVIDER}, both ways.`,
}

// Every page shows who is signed in, so none is made ahead, not even the one for unknown addresses.
export const dynamic = 'force-dynamic'

export const viewport: Viewport = { colorScheme: 'light dark' }

export default async function Layout({ children }: { readonly children: ReactNode }) {
  const theme = await chosenTheme()
  return (
    <html lang="en" data-theme={theme}>
      <body className="flex min-h-dvh flex-col">
        <a
          href="#page"
          className="absolute top-2 left-2 z-20 -translate-y-16 rounded-md bg-accent px-3 py-2 text-on-accent focus:translate-y-0"
        >
          Skip to content
        </a>
        <ZoneProvider zone={await readerZone()} isChosen={(await chosenZone()) !== null}>
          <Header theme={theme} />
          <main id="page" tabIndex={-1} className="flex-1 px-4 pt-4 pb-8 outline-none sm:px-6 sm:pt-8">
            {children}
          </main>
        </ZoneProvider>
        <Suspense>
          <TopBar />
        </Suspense>
        <LiveRegion />
      </body>
    </html>
  )
}

/** Reads by itself what it shows, so that the page does not wait for that. */
async function Header({ theme }: { readonly theme: Theme }) {
  const user = await currentUser()
  const need = user && (await needOfPerson(user))
  return (
    <header className="sticky top-0 z-10 flex h-14 items-center gap-x-4 border-b border-line bg-canvas px-4 max-sm:gap-x-1 max-sm:px-2 sm:px-6 max-[22rem]:px-1">
      <Link href="/" className="flex items-center gap-2 font-semibold tracking-tight">
        <Mark />
        <span className={user ? 'max-sm:sr-only' : ''}>Concord</span>
      </Link>
      {user && (
        <SignedInOnly>
          <nav aria-label="Main" className="flex gap-1 max-sm:gap-0">
            <HeaderLink href="/contacts">Contacts</HeaderLink>
            <HeaderLink href="/matters">Matters</HeaderLink>
            <HeaderLink href="/calendar">Calendar</HeaderLink>
          </nav>
          <div className="ml-auto flex min-w-0 items-center gap-2 max-sm:gap-0">
            <ShellKeys admin={user.role === 'admin'}>
              <Search className="size-4" />
              <span aria-hidden className="hidden flex-1 text-left lg:block">
                Find or jump to
              </span>
              <kbd aria-hidden className="hidden font-mono text-xs lg:block">
                Ctrl K
              </kbd>
            </ShellKeys>
            <SettingsMenu admin={user.role === 'admin'} need={need} />
            <AccountMenu
              person={{ id: user.userId, name: user.name, email: user.email }}
              theme={theme}
              chooseTheme={chooseTheme}
            />
          </div>
        </SignedInOnly>
      )}
    </header>
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
