// What pages must say differently for each kind of item. Strings only, so that the browser loads no domain for them.

export type ItemKind = 'contacts' | 'events'

export interface KindWords {
  /** "contact" */
  readonly one: string
  /** "contacts" */
  readonly many: string
  /** Of an item without a title. */
  readonly untitled: string
  /** Of a sync of them: "Contact sync". */
  readonly sync: string
  /** Heading of the column with the names of the items. */
  readonly column: string
  /** Heading of the column with their numbers. */
  readonly numbers: string
  /** What the search box of a review finds. */
  readonly search: string
  /** After the name of the provider's product: "Elsewhere Contacts no longer sync". */
  readonly noLongerSync: string
  readonly review: ReviewWords
  readonly question: QuestionWords
  readonly deletion: DeletionWords
  readonly guard: GuardWords
  readonly headline: HeadlineWords
  readonly stop: StopWords
  readonly settings: SettingsWords
  readonly setUp: SetUpWords
  readonly others: OthersWords
}

export interface CalendarNames {
  readonly here: string
  readonly there: string
}

interface ReviewWords {
  /** What the keys 1 and 2 choose. */
  readonly answers: (label: string) => readonly [string, string]
  /** What the names of both sides mean. `calendar`: the names of a calendar on both sides. */
  readonly sides: (label: string, account: string, calendar: CalendarNames | null) => string
}

/** About two items that may be the same. */
interface QuestionWords {
  readonly ask: string
  readonly separate: string
  readonly sameByPerson: string
  readonly differentByPerson: string
  readonly namesake: string
  /** What the other side has, before what tells it apart. */
  readonly toldApart: string
  /** From the surest to the least sure. */
  readonly sure: readonly [string, string, string, string]
}

/** About an item that was deleted on one side, where a person is asked about the other. `label`: of the provider whose account it is. */
interface DeletionWords {
  /** What deleting it here means. */
  readonly here: string
  /** What deleting it in the account means. */
  readonly there: (label: string) => string
  /** By why they are asked: a clause, and what keeping it does not do. */
  readonly about: Readonly<Record<string, { readonly because: string; readonly keep: string }>>
}

/** Ends of the sentences about what is unusual. `label`: of the provider whose account it is. */
interface GuardWords {
  readonly emptied: string
  readonly shrunk: string
  /** Where a plan deletes. */
  readonly deletesIn: (label: string) => string
  /** Whether what was deleted here can be restored. */
  readonly deletedHere: string
  readonly toRemote: (label: string) => string
  readonly toLocal: string
  readonly toLocalEnd: string
}

interface HeadlineWords {
  readonly purpose: (label: string) => string
  readonly recognized: string
  readonly compares: string
  readonly stopped: string
  readonly noAccess: (label: string) => string
  readonly notAllRead: (label: string) => string
  readonly othersSync: string
  /** The button that syncs although others do. */
  readonly syncToo: string
  readonly safe: string
}

interface StopWords {
  readonly question: (owner: string | undefined) => string
  readonly stays: string
}

interface SettingsWords {
  readonly onLocalDelete: string
  /** The check box about items that are soon; null where there is none. */
  readonly askSoon: string | null
  /** Whether a person chooses the direction. */
  readonly choosesDirection: boolean
  /** What no setting changes. */
  readonly fixed: (label: string) => readonly string[]
}

interface SetUpWords {
  readonly read: (label: string) => readonly string[]
  /** `account`: what a person has at the provider: "Elsewhere account". */
  readonly write: (label: string, account: string) => readonly string[]
  readonly never: (label: string) => readonly string[]
}

/** About other people of the firm who sync. */
interface OthersWords {
  readonly title: string
  readonly advice: (label: string) => string
  /** Of an account that another person syncs. */
  readonly inSync: string
}
