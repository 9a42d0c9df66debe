// Which region a browser's languages speak for: a first guess at where a firm's phone numbers are dialled.
import { isRegion, REGIONS, type Region, regionOfNumber } from '@/lib/domains/contacts/text/phone-key'

/**
 * `header` as in Accept-Language: "en-GB,en;q=0.9". The most wanted language that names a region, else the region where the most
 * wanted one is spoken most. null where nothing can be told.
 */
export function regionOfLanguages(header: string | null): Region {
  const wanted = (header ?? '')
    .slice(0, 1_000)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';').map((one) => one.trim())
      const weight = parameters.find((one) => one.startsWith('q='))?.slice(2)
      return { tag, weight: weight === undefined ? 1 : Number(weight) }
    })
    .filter(({ tag, weight }) => tag !== '' && tag !== '*' && weight > 0)
    .sort((a, b) => b.weight - a.weight)
  const locales = wanted.flatMap(({ tag }) => localeOf(tag) ?? [])
  const named = locales.flatMap(({ region }) => region ?? [])
  const likely = locales.flatMap((locale) => locale.maximize().region ?? [])
  return [...named, ...likely].find(isRegion) ?? null
}

/** The region that most of these numbers name; null where none names any. For lists that belong to no firm. */
export function commonRegion(numbers: readonly string[]): Region {
  const counts = new Map<string, number>()
  for (const region of numbers.map(regionOfNumber)) {
    if (region !== null) counts.set(region, (counts.get(region) ?? 0) + 1)
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? null
}

function localeOf(tag: string): Intl.Locale | null {
  try {
    return new Intl.Locale(tag)
  } catch {
    return null
  }
}

/** Regions with their English names, in the order of these: "Germany (DE)". */
export function namedRegions(): readonly { readonly code: string; readonly name: string }[] {
  const names = new Intl.DisplayNames('en', { type: 'region' })
  return REGIONS.map((code) => ({ code, name: `${names.of(code) ?? code} (${code})` })).sort((a, b) =>
    a.name.localeCompare(b.name, 'en'),
  )
}
