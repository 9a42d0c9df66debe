// The gear and its panel of links.
import type { Need } from '@/components/sync/need-words'
import { Settings } from '@/components/ui/icons'
import { type Destination, PERSONAL, SYSTEM } from './destinations'
import { DisclosedPanel } from './disclosed-panel'
import { HeaderLink } from './header-link'
import { SyncNeedDot, SyncNeedInHeader } from './sync-need-dot'

interface SettingsMenuProps {
  readonly admin: boolean
  /** What the person's sync needs them for: a dot on the gear and on the link that leads there. */
  readonly need: Need | null
}

/** Id of the sentence that describes the dot. */
const NEED = 'sync-need'
const SYNC = '/settings/sync'

export const SettingsMenu = ({ admin, need }: SettingsMenuProps) => (
  <SyncNeedInHeader first={need} id={NEED}>
    <DisclosedPanel
      id="settings-panel"
      label="Settings"
      describedBy={NEED}
      face={
        <>
          <Settings className="size-4.5" />
          <SyncNeedDot className="absolute top-1 right-1 ring-2 ring-canvas" />
        </>
      }
    >
      <nav aria-label="Settings" className="flex flex-wrap gap-2">
        <Column title="Personal" links={PERSONAL} />
        {admin && <Column title="System" links={SYSTEM} />}
      </nav>
    </DisclosedPanel>
  </SyncNeedInHeader>
)

interface ColumnProps {
  readonly title: string
  readonly links: readonly Destination[]
}

function Column({ title, links }: ColumnProps) {
  const heading = `settings-${title.toLowerCase()}`
  return (
    <div className="grid min-w-48 content-start gap-1">
      <h2 id={heading} className="px-2 pt-1 text-xs font-medium text-soft">
        {title}
      </h2>
      <ul aria-labelledby={heading}>
        {links.map(({ href, label }) => (
          <li key={href}>
            <HeaderLink
              href={href}
              inPanel
              {...(href === SYNC && { describedBy: NEED, mark: <SyncNeedDot /> })}
            >
              {label}
            </HeaderLink>
          </li>
        ))}
      </ul>
    </div>
  )
}
