'use client'
// The command palette: contacts, pages and actions by a few letters. Loaded when it is first opened (shell-keys.tsx).
import { Command, defaultFilter } from 'cmdk'
import { type ReactNode, useState } from 'react'
import { useFoundContacts } from '@/components/contacts/found/use-found-contacts'
import { goTo } from '@/components/ui/links/leaves'
import { ACTIONS, type Destination, PAGES, PERSONAL, SYSTEM } from './destinations'

interface PaletteProps {
  readonly admin: boolean
  readonly onClose: () => void
}

const item =
  'flex min-h-8 cursor-pointer items-center gap-2 rounded-md px-2 py-1 data-[selected=true]:bg-sunken'

/** The letters of a label may be typed loosely. Another word for it counts from its beginning, and less than any label. */
function score(value: string, typed: string, keywords: readonly string[] = []): number {
  if (value.startsWith('contact ')) return defaultFilter(value, typed, [...keywords])
  const text = typed.trim().toLowerCase()
  return defaultFilter(value, typed, []) || (keywords.some((word) => word.startsWith(text)) ? 0.001 : 0)
}

export function Palette({ admin, onClose }: PaletteProps) {
  const [text, setText] = useState('')
  const { found, busy, search } = useFoundContacts()
  const go = (href: string) => {
    onClose()
    goTo(href)
  }
  const pages = [...PAGES, ...PERSONAL, ...(admin ? SYSTEM : [])]
  return (
    <Command label="Find or jump to" loop filter={score}>
      <Command.Input
        autoFocus
        value={text}
        onValueChange={(typed) => {
          setText(typed)
          search(typed)
        }}
        placeholder="A contact, a page or an action"
        className="h-12 w-full border-b border-line bg-transparent px-4 text-base outline-none placeholder:text-soft"
      />
      <Command.List className="max-h-80 overflow-auto p-2" aria-busy={busy}>
        <Command.Empty className="px-2 py-6 text-center text-soft">
          {busy ? 'Searching…' : `Nothing matches “${text}”.`}
        </Command.Empty>
        <Links heading="Actions" links={ACTIONS} go={go} />
        <Links heading="Pages" links={pages} go={go} />
        {/* Last: what comes after a moment must not move what Enter takes. */}
        {found && found.length > 0 && (
          <Group heading="Contacts">
            {found.map(({ id, name, detail }) => (
              // What the server found is shown whatever the palette's own comparison of letters says.
              <Command.Item
                key={id}
                value={`contact ${id}`}
                keywords={[text]}
                onSelect={() => go(`/contacts/${id}`)}
                className={item}
              >
                <span className="font-medium">{name}</span>
                <span className="truncate text-soft">{detail}</span>
              </Command.Item>
            ))}
          </Group>
        )}
      </Command.List>
    </Command>
  )
}

interface LinksProps {
  readonly heading: string
  readonly links: readonly Destination[]
  readonly go: (href: string) => void
}

const Links = ({ heading, links, go }: LinksProps) => (
  <Group heading={heading}>
    {links.map(({ href, label, keywords }) => (
      <Command.Item
        key={href}
        value={label}
        keywords={[...keywords]}
        onSelect={() => go(href)}
        className={item}
      >
        {label}
      </Command.Item>
    ))}
  </Group>
)

const Group = ({ heading, children }: { readonly heading: string; readonly children: ReactNode }) => (
  <Command.Group
    heading={heading}
    className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-soft"
  >
    {children}
  </Command.Group>
)
