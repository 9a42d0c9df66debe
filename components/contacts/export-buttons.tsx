// **Export** gives vCard; beside it the kinds of files to choose from. A disclosure of the browser's own, so that it needs no script.

import { buttonClass } from '@/components/ui/button-class'
import { ChevronDown } from '@/components/ui/icons'
import { GoButton } from '@/components/ui/links/go-button'

const KINDS = [
  { href: '/contacts/export.vcf', name: 'vCard' },
  { href: '/contacts/export.csv', name: 'Google CSV' },
] as const

export function ExportButtons() {
  return (
    <div className="flex">
      <GoButton to={KINDS[0].href} file joined>
        Export
      </GoButton>
      <details className="relative">
        <summary
          aria-label="Choose a file format"
          className={buttonClass('secondary', '-ml-px list-none rounded-l-none px-1.5')}
        >
          <ChevronDown className="size-4" />
        </summary>
        <ul className="absolute top-full right-0 z-10 mt-1 w-max min-w-32 rounded-lg border border-line bg-canvas p-1 text-ink">
          {KINDS.map(({ href, name }) => (
            <li key={href}>
              <a href={href} download className="flex h-8 items-center rounded-md px-2 hover:bg-sunken">
                {name}
              </a>
            </li>
          ))}
        </ul>
      </details>
    </div>
  )
}
