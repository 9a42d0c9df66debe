// **Export** gives vCard; beside it the kinds of files to choose from.

import { ChevronDown } from '@/components/ui/icons'
import { GoButton } from '@/components/ui/links/go-button'
import { Menu } from '@/components/ui/menu'
import { EXPORTS } from './list/export-links'

export function ExportButtons() {
  return (
    <div className="flex">
      <GoButton to={EXPORTS[0].href} file joined>
        Export
      </GoButton>
      <Menu
        label="Choose a file format"
        summary={<ChevronDown className="size-4" />}
        className="-ml-px rounded-l-none px-1.5"
        links={EXPORTS}
      />
    </div>
  )
}
