// Describes a browser from its User-Agent, such as "Chrome on Windows", so that people recognize their own. The rest of the header is not
// stored.

/** The first match counts: most browsers also claim to be the ones further down. */
const BROWSERS = [
  ['Edge', /\bEdg(e|A|iOS)?\//],
  ['Opera', /\b(OPR|Opera|OPT)\b/],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Vivaldi', /\bVivaldi\//],
  ['Firefox', /\b(Firefox|FxiOS)\//],
  ['Chrome', /(Chrome|CriOS|Chromium)\//],
  ['Safari', /\bVersion\/.*\bSafari\//],
] as const

const SYSTEMS = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Android', /\bAndroid\b/],
  ['Windows', /\bWindows\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['Mac', /\bMacintosh\b/],
  ['Linux', /\bLinux\b/],
] as const

type Names = readonly (readonly [name: string, mark: RegExp])[]

const nameIn = (names: Names, header: string) => names.find(([, mark]) => mark.test(header))?.[0]

export function browserOf(userAgent: string | null): string {
  const header = (userAgent ?? '').slice(0, 500)
  const browser = nameIn(BROWSERS, header) ?? 'A browser'
  const system = nameIn(SYSTEMS, header)
  return system ? `${browser} on ${system}` : browser
}
