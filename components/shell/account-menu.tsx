// Who is signed in, the theme of this browser, help, and **Sign out**.

import { Avatar } from '@/components/ui/avatar/avatar'
import { CircleHelp, LogOut, UserRound } from '@/components/ui/icons'
import { Link } from '@/components/ui/links/link'
import { THEMES, type Theme } from '@/components/ui/theme'
import { DisclosedPanel } from './disclosed-panel'

interface AccountMenuProps {
  readonly person: { readonly id: string; readonly name: string; readonly email: string }
  readonly theme: Theme
  readonly chooseTheme: (form: FormData) => Promise<void>
}

const line = 'flex h-8 w-full items-center gap-2 rounded-md px-2 hover:bg-sunken'

export function AccountMenu({ person: { id, name, email }, theme, chooseTheme }: AccountMenuProps) {
  return (
    <DisclosedPanel
      id="account-panel"
      label={`Account of ${name}`}
      face={
        <>
          <Avatar id={id} name={name} />
          <span className="hidden max-w-40 truncate sm:block">{name}</span>
        </>
      }
      className="h-8 gap-2 rounded-full sm:rounded-md sm:px-1"
      lazy
    >
      <div className="grid w-56 gap-2">
        <div className="flex items-center gap-2 px-2 pt-1">
          <Avatar id={id} name={name} />
          <div className="min-w-0">
            <p className="truncate font-medium">{name}</p>
            <p className="truncate text-xs text-soft">{email}</p>
          </div>
        </div>
        <ThemeChoice theme={theme} chooseTheme={chooseTheme} />
        <div className="grid border-t border-line pt-2">
          <Link href="/settings/profile" className={line}>
            <UserRound className="size-4 text-soft" />
            Profile
          </Link>
          <Link href="/help" className={line}>
            <CircleHelp className="size-4 text-soft" />
            Help
          </Link>
          <form action="/sign-out" method="post">
            <button type="submit" className={line}>
              <LogOut className="size-4 text-soft" />
              Sign out
            </button>
          </form>
        </div>
      </div>
    </DisclosedPanel>
  )
}

const names: Readonly<Record<Theme, string>> = { system: 'System', light: 'Light', dark: 'Dark' }

function ThemeChoice({ theme, chooseTheme }: Pick<AccountMenuProps, 'theme' | 'chooseTheme'>) {
  return (
    <form action={chooseTheme} className="px-2">
      <fieldset>
        <legend className="pb-1 text-xs font-medium text-soft">Theme</legend>
        <div className="flex rounded-md border border-line p-0.5">
          {THEMES.map((one) => (
            <button
              key={one}
              type="submit"
              name="theme"
              value={one}
              aria-pressed={one === theme}
              className="h-7 flex-1 rounded-sm text-soft hover:text-ink aria-pressed:bg-sunken aria-pressed:font-medium aria-pressed:text-ink"
            >
              {names[one]}
            </button>
          ))}
        </div>
      </fieldset>
    </form>
  )
}
