'use client'
// The gear and its panel of links.
import { Settings } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { Need } from '@/components/sync/need-words'
import { useNeed } from '@/components/sync/use-need'
import { type Destination, PERSONAL, SYSTEM } from './destinations'
import { DisclosedPanel } from './disclosed-panel'

interface SettingsMenuProps {
  readonly admin: boolean
  /** What the person's sync needs them for: a dot on the gear and on the link that leads there. */
  readonly need: Need | null
}

export function SettingsMenu({ admin, need: first }: SettingsMenuProps) {
  const need = useNeed(first)
  const path = usePathname()
  const face = (
    <>
      <Settings aria-hidden className="size-4.5" />
      {need && <Dot need={need} className="absolute top-1 right-1 ring-2 ring-canvas" />}
    </>
  )
  return (
    <>
      {need && (
        <p id={NEED} hidden>
          {need.text}
        </p>
      )}
      <DisclosedPanel id="settings-panel" label="Settings" describedBy={need ? NEED : undefined} face={face}>
        <nav aria-label="Settings" className="flex flex-wrap gap-2">
          <Column title="Personal" links={PERSONAL} path={path} need={need} />
          {admin && <Column title="System" links={SYSTEM} path={path} need={null} />}
        </nav>
      </DisclosedPanel>
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
