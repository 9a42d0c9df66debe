// Whether an event opens another page of ours in this tab; and opening one by script.

export const GO = 'concord:go'

export interface Going {
  readonly href: string
  readonly how: 'push' | 'replace'
}

/** Opens a page of ours, with the bar that a click on a link shows (components/shell/top-bar.tsx). `replace`: the same list, searched. */
export const goTo = (href: string, how: Going['how'] = 'push'): boolean =>
  document.dispatchEvent(new CustomEvent<Going>(GO, { detail: { href, how } }))

type Keys = Pick<MouseEvent, 'button' | 'metaKey' | 'ctrlKey' | 'shiftKey' | 'altKey'>

/** Not one that asks for another tab or window. */
export const isPlain = ({ button, metaKey, ctrlKey, shiftKey, altKey }: Keys): boolean =>
  button === 0 && !metaKey && !ctrlKey && !shiftKey && !altKey

/** A plain click on a link to another page. */
export function clickLeaves(event: MouseEvent): boolean {
  if (!isPlain(event)) return false
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href]') : null
  if (!link || link.hasAttribute('download') || (link.target && link.target !== '_self')) return false
  return isElsewhere(new URL(link.href))
}

/** A form that asks for a page; not one that asks for a file, or that opens its page by `goTo` (`data-goes`). */
export function submitLeaves({ target }: SubmitEvent): boolean {
  if (!(target instanceof HTMLFormElement) || target.method !== 'get' || target.dataset.file !== undefined)
    return false
  if (target.dataset.goes !== undefined) return false
  const address = new URL(target.action)
  for (const [name, value] of new FormData(target))
    if (typeof value === 'string') address.searchParams.set(name, value)
  return isElsewhere(address)
}

const isElsewhere = (to: URL): boolean =>
  to.origin === location.origin && to.pathname + to.search !== location.pathname + location.search
