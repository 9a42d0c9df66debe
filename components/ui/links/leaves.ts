// Whether an event opens another page of ours in this tab; and opening one by script.

export const GO = 'concord:go'

export interface Going {
  readonly href: string
  readonly how: 'push' | 'replace'
  /** Whether the page is shown from its top. */
  readonly scroll: boolean
}

/**
 * Opens a page of ours without loading the shell again, with the bar that shows it was heard (components/shell/top-bar.tsx). `replace`: the
 * same list, searched.
 */
export const goTo = (href: string, how: Going['how'] = 'push', scroll = how === 'push'): boolean =>
  document.dispatchEvent(new CustomEvent<Going>(GO, { detail: { href, how, scroll } }))

type Keys = Pick<MouseEvent, 'button' | 'metaKey' | 'ctrlKey' | 'shiftKey' | 'altKey'>

/** Not one that asks for another tab or window. */
export const isPlain = ({ button, metaKey, ctrlKey, shiftKey, altKey }: Keys): boolean =>
  button === 0 && !metaKey && !ctrlKey && !shiftKey && !altKey

/** A plain click on a link to another page. */
export function clickLeaves(event: MouseEvent): boolean {
  const link = followed(event)
  return link !== null && isElsewhere(new URL(link.href))
}

/** The link that a plain click follows in this tab. */
function followed(event: MouseEvent): HTMLAnchorElement | null {
  if (!isPlain(event)) return null
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href]') : null
  if (!link || link.hasAttribute('download') || (link.target && link.target !== '_self')) return null
  return link
}

/** A click on a link of ours (`Link`) opens its page by `goTo`. Null: it is another click, or a link within the page. */
export function linkTo(
  event: MouseEvent,
): { readonly link: HTMLAnchorElement; readonly open: () => void } | null {
  const link = followed(event)
  const { page } = link?.dataset ?? {}
  if (!link || page === undefined) return null
  const { pathname, search, hash } = link
  if (hash && !isElsewhere(new URL(link.href))) return null
  return { link, open: () => void goTo(pathname + search + hash, 'push', page === 'top') }
}

/** A form that asks for a page; not one that asks for a file, or that opens its page by `goTo` (`data-goes`). */
export function submitLeaves({ target }: SubmitEvent): boolean {
  if (!(target instanceof HTMLFormElement) || target.method !== 'get' || target.dataset.file !== undefined)
    return false
  return target.dataset.goes === undefined && isElsewhere(addressOf(target))
}

/** Where a form of ours (`GoForm`) leads; null: it is another form. */
export function formTo({ target }: SubmitEvent): string | null {
  if (!(target instanceof HTMLFormElement) || target.dataset.page === undefined) return null
  const { pathname, search } = addressOf(target)
  return pathname + search
}

function addressOf(form: HTMLFormElement): URL {
  const address = new URL(form.action)
  for (const [name, value] of new FormData(form))
    if (typeof value === 'string') address.searchParams.set(name, value)
  return address
}

const isElsewhere = (to: URL): boolean =>
  to.origin === location.origin && to.pathname + to.search !== location.pathname + location.search
