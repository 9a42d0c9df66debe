// Whether an event opens another page of ours in this tab; and opening one by script.

export const GO = 'concord:go'

export interface Going {
  readonly href: string
  readonly how: 'push' | 'replace'
}

/** Opens a page of ours, with the bar that a click on a link shows (components/shell/top-bar.tsx). `replace`: the same list, searched. */
export const goTo = (href: string, how: Going['how'] = 'push'): boolean =>
  document.dispatchEvent(new CustomEvent<Going>(GO, { detail: { href, how } }))

/** A plain click on a link to another page. */
export function clickLeaves(event: MouseEvent): boolean {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return false
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href]') : null
  if (!link || link.hasAttribute('download') || (link.target && link.target !== '_self')) return false
  return isElsewhere(new URL(link.href))
}

/** A form that asks for a page, such as a search; not one that asks for a file. */
export function submitLeaves({ target }: SubmitEvent): boolean {
  if (!(target instanceof HTMLFormElement) || target.method !== 'get' || target.dataset.file !== undefined)
    return false
  const address = new URL(target.action)
  for (const [name, value] of new FormData(target))
    if (typeof value === 'string') address.searchParams.set(name, value)
  return isElsewhere(address)
}

const isElsewhere = (to: URL): boolean =>
  to.origin === location.origin && to.pathname + to.search !== location.pathname + location.search
