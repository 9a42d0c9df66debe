// The region of a browser's languages: a first guess at the region of a firm's phone numbers.
import { isRegion, REGIONS, type Region, regionOfNumber } from '@/lib/domains/contacts/text/phone-key'

/**
 * `header` is an Accept-Language header: "en-GB,en;q=0.9". Returns the region of the most preferred language that names one, otherwise
 * the
 * region with the most speakers of the most preferred language. null if unknown.
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

/** The region of most of these numbers; null if none has a country code. For lists that belong to no firm. */
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

/** Regions with their English names, sorted by name: "Germany (DE)". */
export function namedRegions(): readonly { readonly code: string; readonly name: string }[] {
  const names = new Intl.DisplayNames('en', { type: 'region' })
  return REGIONS.map((code) => ({ code, name: `${names.of(code) ?? code} (${code})` })).sort((a, b) =>
    a.name.localeCompare(b.name, 'en'),
  )
}
