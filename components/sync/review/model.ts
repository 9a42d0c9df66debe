// What the preview page works with: which part of the plan is looked at (it lives in the address), and what the server
// answers. Shapes only, shared by server and browser.
import { beginning, storableText } from '@/lib/domains/text/storable'
import type { QuestionClasses } from '@/lib/store/review/answer-all'
import type { Asked } from '@/lib/store/review/asked'
import type { AddedLabel } from '@/lib/store/review/only-mine'
import type { Counts, Filter, View } from '@/lib/store/review/preview'
import type { Totals } from '@/lib/store/runs/totals'
import type { LabelWords } from '../kinds/label-words'
import type { Row } from '../row'

export interface ReviewPage {
  readonly rows: readonly Row[]
  readonly first: number
  readonly matching: number
  readonly previous: string | null
  readonly next: string | null
  readonly counts: Counts
  /** Of the whole plan, whatever is searched for. */
  readonly whole: Counts
  /** Questions that can be answered together, and those that were. */
  readonly classes: QuestionClasses
  readonly totals: Totals
  /** What will happen to labels and tags; null where nothing keeps them in sync. */
  readonly labelWords: LabelWords | null
  /** Of the contacts that are added here; none in other views. */
  readonly labels: readonly AddedLabel[]
  /** Of the run, as these were read. */
  readonly asked: Asked
  /** When these were read (lib/store/review/as-of.ts): decisions name it. */
  readonly asOf: string
}

/** So few decisions are shown open at once; more would bury the list. */
const OPEN_AT_ONCE = 6

/** Whether the rows of a page are open before anybody opened one. */
export const opensAtOnce = (rows: readonly Row[], { view }: Place): boolean =>
  view === 'decide' && rows.length <= OPEN_AT_ONCE

/** Rows that were on the page and what became of them, after a decision. */
export interface Afterwards {
  /** How many changes the decision reached. */
  readonly reached: number
  readonly rows: readonly Row[]
  readonly counts: Counts
  readonly whole: Counts
  readonly classes: QuestionClasses
  readonly totals: Totals
  readonly labelWords: LabelWords | null
  readonly asked: Asked
  readonly asOf: string
  /** How many changes became others since the page was read, by somebody else: nothing was done with these. */
  readonly changed: number
}

export interface Place extends Filter {
  readonly after: string | null
  readonly before: string | null
}

const VIEWS: Readonly<Record<View, true>> = {
  decide: true,
  addLocal: true,
  addRemote: true,
  update: true,
  delete: true,
  link: true,
  other: true,
  excluded: true,
  failed: true,
  all: true,
}
const isView = (text: string): text is View => Object.hasOwn(VIEWS, text)
const ID = /^[0-9a-f-]{36}$/

/** Reads the place from the address; whatever makes no sense is the default. `opening` is the view where none was chosen. */
export function placeFrom(params: { get(name: string): string | null }, opening: View = 'decide'): Place {
  const view = params.get('view') ?? ''
  const id = (name: string) => {
    const value = params.get(name)
    return value && ID.test(value) ? value : null
  }
  return {
    view: isView(view) ? view : opening,
    q: beginning(storableText(params.get('q') ?? ''), 200),
    after: id('after'),
    before: id('before'),
  }
}

/** The place as a query: "?view=update&q=ana". The view stands there even where the page opens on it: it was chosen. */
export function placeQuery({ view, q, after, before }: Place): string {
  const params = new URLSearchParams({ view })
  if (q) params.set('q', q)
  if (after) params.set('after', after)
  else if (before) params.set('before', before)
  return `?${params}`
}

export const samePlace = (a: Place, b: Place): boolean => placeQuery(a) === placeQuery(b)
