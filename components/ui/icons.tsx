// The icons of the pages. Lucide's package of plain data, not that for React: its icons are client components, which the browser would draw a
// second time (docs/decisions/0530). They are decoration: the words beside them say it all.
import * as lucide from 'lucide'
import { createElement } from 'react'

interface IconProps {
  readonly className?: string
}

type Node = typeof lucide.X

const Icon = ({ node, className }: IconProps & { readonly node: Node }) => (
  <svg
    aria-hidden
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    strokeWidth={2}
    strokeLinecap="round"
    strokeLinejoin="round"
    className={className}
  >
    {node.map(([shape, attributes], at) => createElement(shape, { ...attributes, key: at }))}
  </svg>
)

export const ArrowDown = (props: IconProps) => <Icon node={lucide.ArrowDown} {...props} />
export const ArrowUp = (props: IconProps) => <Icon node={lucide.ArrowUp} {...props} />
export const Check = (props: IconProps) => <Icon node={lucide.Check} {...props} />
export const ChevronDown = (props: IconProps) => <Icon node={lucide.ChevronDown} {...props} />
export const ChevronLeft = (props: IconProps) => <Icon node={lucide.ChevronLeft} {...props} />
export const ChevronRight = (props: IconProps) => <Icon node={lucide.ChevronRight} {...props} />
export const CircleAlert = (props: IconProps) => <Icon node={lucide.CircleAlert} {...props} />
export const CircleCheck = (props: IconProps) => <Icon node={lucide.CircleCheck} {...props} />
export const CircleHelp = (props: IconProps) => <Icon node={lucide.CircleQuestionMark} {...props} />
export const Copy = (props: IconProps) => <Icon node={lucide.Copy} {...props} />
export const Info = (props: IconProps) => <Icon node={lucide.Info} {...props} />
export const LoaderCircle = (props: IconProps) => <Icon node={lucide.LoaderCircle} {...props} />
export const LogOut = (props: IconProps) => <Icon node={lucide.LogOut} {...props} />
export const Plus = (props: IconProps) => <Icon node={lucide.Plus} {...props} />
export const Search = (props: IconProps) => <Icon node={lucide.Search} {...props} />
export const Settings = (props: IconProps) => <Icon node={lucide.Settings} {...props} />
export const Settings2 = (props: IconProps) => <Icon node={lucide.Settings2} {...props} />
export const TriangleAlert = (props: IconProps) => <Icon node={lucide.TriangleAlert} {...props} />
export const UserRound = (props: IconProps) => <Icon node={lucide.UserRound} {...props} />
export const X = (props: IconProps) => <Icon node={lucide.X} {...props} />
