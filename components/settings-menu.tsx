'use client'
// The gear: a button that discloses a panel of links. Not an ARIA menu, since these are links to pages.
// The popover attribute opens and closes it without script, closes it with Esc and hands the focus back.
import { Settings } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import type { Need } from '@/components/sync/need-words'
import { useNeed } from '@/components/sync/use-need'

interface Destination {
  readonly href: string
  readonly label: string
}

const personal: readonly Destination[] = [
  { href: '/settings/profile', label: 'Profile' },
  { href: '/settings/sync', label: 'Contact and Calendar Sync' },
]
const system: readonly Destination[] = [
  { href: '/admin/firm', label: 'Firm' },
  { href: '/settings/users', label: 'Manage Users' },
  { href: '/admin/sync', label: 'Sync Status' },
  { href: '/admin/retention', label: 'Data retention' },
]

interface SettingsMenuProps {
  readonly admin: boolean
  /** What the person's sync needs them for: a dot on the gear and on the link that leads there. */
  readonly need: Need | null
}

export function SettingsMenu({ admin, need: first }: SettingsMenuProps) {
  const need = useNeed(first)
  const panel = useRef<HTMLDivElement>(null)
  const path = usePathname()
  // Unknown until the script runs; until then the browser itself tells assistive technology.
  const [open, setOpen] = useState<boolean | undefined>(undefined)

  useEffect(() => {
    const element = panel.current
    if (!element) return
    setOpen(element.matches(':popover-open'))
    const follow = (event: ToggleEvent) => setOpen(event.newState === 'open')
    element.addEventListener('toggle', follow)
    return () => element.removeEventListener('toggle', follow)
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the panel closes because the page changed
  useEffect(() => panel.current?.hidePopover(), [path])

  return (
    <>
      <button
        type="button"
        popoverTarget="settings-panel"
        aria-expanded={open}
        aria-controls="settings-panel"
        aria-label="Settings"
        aria-describedby={need ? NEED : undefined}
        className="relative inline-flex size-8 items-center justify-center rounded-md text-soft hover:bg-sunken hover:text-ink aria-expanded:bg-sunken aria-expanded:text-ink"
      >
        <Settings aria-hidden className="size-4.5" />
        {need && <Dot need={need} className="absolute top-1 right-1 ring-2 ring-canvas" />}
      </button>
      {need && (
        <p id={NEED} hidden>
          {need.text}
        </p>
      )}
      <div
        id="settings-panel"
        ref={panel}
        popover="auto"
        className="fixed inset-auto top-15 right-4 sm:right-6 m-0 max-w-[calc(100vw-2rem)] rounded-lg border border-line bg-canvas p-2 text-ink"
      >
        <nav aria-label="Settings" className="flex flex-wrap gap-2">
          <Column title="Personal" links={personal} path={path} need={need} />
          {admin && <Column title="System" links={system} path={path} need={null} />}
        </nav>
      </div>
    </>
  )
}

interface ColumnProps {
  readonly title: string
  readonly links: readonly Destination[]
  readonly path: string
  readonly need: Need | null
}

/** Id of the sentence that describes the dot. */
const NEED = 'sync-need'
const SYNC = '/settings/sync'

const Dot = ({ need, className = '' }: { readonly need: Need; readonly className?: string }) => (
  <span aria-hidden className={`size-2 rounded-full ${need.grave ? 'bg-bad' : 'bg-warn'} ${className}`} />
)

function Column({ title, links, path, need }: ColumnProps) {
  const heading = `settings-${title.toLowerCase()}`
  return (
    <div className="grid min-w-48 content-start gap-1">
      <h2 id={heading} className="px-2 pt-1 text-xs font-medium text-soft">
        {title}
      </h2>
      <ul aria-labelledby={heading}>
        {links.map(({ href, label }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={path === href ? 'page' : undefined}
              aria-describedby={need && href === SYNC ? NEED : undefined}
              className="flex h-8 items-center justify-between gap-2 rounded-md px-2 hover:bg-sunken aria-[current=page]:font-medium"
            >
              {label}
              {need && href === SYNC && <Dot need={need} />}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}
