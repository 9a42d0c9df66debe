// Where the person wants a list to be. What was typed or chosen may still be on its way when the next filter is pressed: that starts from
// here, not from the list that is drawn, so nothing chosen before is lost, and nothing that was cleared comes back.

type Values = Readonly<Record<string, string | readonly string[]>>

let wanted: URL | null = null

/** Names a page of the list, which another filter does not keep. */
const OF_A_PAGE = ['after', 'before', 'at']

/** The address of a list with other values of these parameters; '' or an empty list removes one. */
export function changed(from: URL, set: Values): URL {
  const to = new URL(from)
  for (const name of OF_A_PAGE) to.searchParams.delete(name)
  for (const [name, value] of Object.entries(set)) {
    const [first, ...more] = [value].flat().filter(Boolean)
    if (first === undefined) to.searchParams.delete(name)
    else to.searchParams.set(name, first)
    for (const each of more) to.searchParams.append(name, each)
  }
  return to
}

/** Wants the list at `path` with these parameters, and gives its address. */
export function want(path: string, set: Values): string {
  wanted = changed(wantedAt(path), set)
  return wanted.pathname + wanted.search
}

/** Where the list at `path` is wanted to be: on its way or drawn. */
export function wantedAt(path: string): URL {
  const here = new URL(window.location.href)
  return [wanted, here].find((one) => one?.pathname === path) ?? new URL(path, here)
}

/** A page is drawn: of another list than the wanted one, or the wanted one. */
export function arrived(at: string): void {
  if (wanted && (wanted.pathname !== new URL(at, wanted).pathname || sameAddress(at, wanted.href)))
    wanted = null
}

/** Back and forward. */
export function forget(): void {
  wanted = null
}

/** Whether both have the same path and parameters, in any order. */
export function sameAddress(a: string, b: string): boolean {
  const [one, other] = [a, b].map((address) => {
    const { pathname, searchParams } = new URL(address, 'http://x')
    return `${pathname}?${[...searchParams].map((pair) => new URLSearchParams([pair])).sort()}`
  })
  return one === other
}
