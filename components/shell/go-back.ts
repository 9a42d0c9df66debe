// A link back to a list (`data-up`) goes to the list as it was left, with its search, its place and its scroll position, if the list is in
// this tab's history and the browser can go there (Navigation API); otherwise it is a link.

/** Whether it went back. */
export function goBack({ dataset, pathname }: HTMLAnchorElement): boolean {
  const list = dataset.up === undefined ? undefined : lastVisit(pathname)
  if (!list) return false
  window.navigation.traverseTo(list)
  return true
}

/** The key of the newest earlier entry of the history that shows this path. */
function lastVisit(pathname: string): string | undefined {
  if (!('navigation' in window)) return undefined
  const { navigation } = window
  return navigation
    .entries()
    .slice(0, navigation.currentEntry?.index ?? 0)
    .findLast(({ url }) => url !== null && new URL(url).pathname === pathname)?.key
}
