// What the import page says before anything is imported: how much can be, and where it goes next. Pure.
import { amount, count, list } from '@/components/sync/figures'
import { THRESHOLDS } from '@/lib/engine/guard/guard'

/** "5 contacts can be imported, 1 cannot, 2 are likely here already" */
export function importable(contacts: number, lost: number, likely: number): string {
  return [
    `${amount(contacts, 'contact')} can be imported`,
    lost > 0 && `${count(lost)} cannot`,
    likely > 0 && likelyWords(likely),
  ]
    .filter(Boolean)
    .join(', ')
}

const likelyWords = (likely: number) => `${count(likely)} ${likely === 1 ? 'is' : 'are'} likely here already`

export interface ChosenCount {
  /** Exact duplicates are skipped. */
  readonly skips: boolean
  /** Likely ones are imported too. */
  readonly includes: boolean
  readonly n: number
}

/** How many are imported, by what the person chose. A contact can be both an exact duplicate and likely here. */
export function chosenCounts(
  contacts: number,
  duplicates: ReadonlySet<number>,
  likely: readonly { readonly at: number }[],
): readonly ChosenCount[] {
  return [true, false].flatMap((skips) =>
    [false, true].map((includes) => {
      const out = new Set([...(skips ? duplicates : []), ...(includes ? [] : likely.map(({ at }) => at))])
      return { skips, includes, n: contacts - out.size }
    }),
  )
}

/** Somebody of the firm whose sync runs. */
export interface Destination {
  readonly userId: string
  readonly name: string
}

/** More names than these say no more. */
const NAMED = 4

/**
 * "They will also be added to your account and that of Ben Ode at the next check." '' if nobody syncs. `imported` does not include the
 * `leftOut` contacts, likely duplicates that are imported only if the person chooses so. `label`: of the accounts' providers.
 */
export function nextStop(
  { imported, leftOut }: { readonly imported: number; readonly leftOut: number },
  destinations: readonly Destination[],
  reader: string,
  label: string,
): string {
  if (destinations.length === 0) return ''
  const others = destinations.filter(({ userId }) => userId !== reader).map(({ name }) => name)
  const accounts = accountWords(others, others.length < destinations.length, label)
  const go = `${whoGoes(imported, leftOut)} will also be added to ${accounts} at the next check, within minutes.`
  return imported > THRESHOLDS.flood ? `${go} ${ASKED}` : go
}

function whoGoes(imported: number, leftOut: number): string {
  if (imported === 0) return 'What you choose to import'
  if (leftOut === 0) return imported === 1 ? 'It' : 'They'
  return `The ${imported === 1 ? 'one that is' : `${count(imported)} that are`} not left out`
}

const ASKED = 'If that is more than half of an account’s synced contacts, we ask its owner first.'

function accountWords(others: readonly string[], own: boolean, label: string): string {
  if (others.length === 0) return `your ${label} account`
  const names = list(shortened(others))
  if (own) return `your ${label} account and ${others.length > 1 ? 'those' : 'that'} of ${names}`
  return `the ${label} ${others.length > 1 ? 'accounts' : 'account'} of ${names}`
}

const shortened = (names: readonly string[]): readonly string[] =>
  names.length > NAMED ? [...names.slice(0, NAMED), `${count(names.length - NAMED)} more`] : names
